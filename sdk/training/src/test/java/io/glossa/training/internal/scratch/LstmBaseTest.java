package io.glossa.training.internal.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.RawModel;
import io.glossa.RawOutput;
import io.glossa.error.TrainingException;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.format.SafeTensors;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model of LSTM layers starts from. */
final class LstmBaseTest {
    private static final LstmSettings SMALL = new LstmSettings(60, 6, 8, 2, true, false, 0.1, 32);
    private static final List<String> TEXTS = List.of("The lower the better, the newer the better!", "Newest and lowest: wider, newer.",
            "味道很好 the best, 很好", "Café newest café; lower lower");

    @TempDir
    Path folder;

    private static Stream<TextPair> texts() {
        return TEXTS.stream().map(TextPair::of);
    }

    @Test
    void write_givesATokenizerThatReadsItsTexts() throws IOException {
        LstmBase.write(folder, texts(), SMALL, 7);
        try (Tokenizer tokenizer = LoadedModel.tokenizer(ModelStore.defaults().open(folder.toString()))) {
            Encoding encoding = tokenizer.encode("The CAFÉ 很好");
            assertThat(encoding.tokens().get(0)).isEqualTo("[CLS]");
            assertThat(encoding.tokens()).contains("the", "很", "好").doesNotContain("[UNK]");
            assertThat(encoding.tokens().get(encoding.length() - 1)).isEqualTo("[SEP]");
            assertThat(tokenizer.encode("Q%").tokens()).contains("[UNK]");
            assertThat(tokenizer.modelMaxLength()).hasValue(32);
        }
    }

    @Test
    void write_isRepeatable() throws IOException {
        LstmBase.write(folder.resolve("a"), texts(), SMALL, 7);
        LstmBase.write(folder.resolve("b"), texts(), SMALL, 7);
        LstmBase.write(folder.resolve("c"), texts(), SMALL, 8);
        for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors")) {
            assertThat(folder.resolve("b").resolve(file)).hasSameBinaryContentAs(folder.resolve("a").resolve(file));
        }
        assertThat(Files.mismatch(folder.resolve("a/model.safetensors"), folder.resolve("c/model.safetensors"))).isNotEqualTo(-1);
    }

    @Test
    void write_givesAModelThatRuns() throws IOException {
        LstmBase.write(folder, texts(), SMALL, 7);
        SafeTensors weights = SafeTensors.open(folder.resolve("model.safetensors"));
        float[] forget = Arrays.copyOfRange(weights.floats("lstm.bias_ih_l0"), 4, 8);
        assertThat(forget).containsOnly(1);
        float[] padding = Arrays.copyOf(weights.floats("embedding.weight"), 6);
        assertThat(padding).containsOnly(0);
        try (RawModel model = RawModel.load(folder.toString())) {
            RawOutput output = model.forward(TextPair.of("The better, the newer"));
            assertThat(output.kind()).isEqualTo(RawOutput.Kind.LAST_HIDDEN_STATE);
            assertThat(output.rows()).isGreaterThan(6);
            assertThat(output.row(0)).hasSize(8).doesNotContain(Float.NaN, 0f);
        }
    }

    @Test
    void write_givesAModelThatRunsInEightBits() throws IOException {
        LstmBase.write(folder, texts(), SMALL, 7);
        try (RawModel whole = RawModel.load(folder.toString());
                RawModel small = RawModel.builder(folder.toString()).precision(Precision.INT8).build()) {
            List<RawOutput> expected = whole.forward(texts().toList());
            List<RawOutput> found = small.forward(texts().toList());
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).rows()).isEqualTo(expected.get(i).rows());
                assertThat(small.forward(TextPair.of(TEXTS.get(i))).row(1)).isEqualTo(found.get(i).row(1));
                for (int row = 0; row < found.get(i).rows(); row++) {
                    assertThat(found.get(i).row(row)).containsExactly(expected.get(i).row(row), within(0.02f));
                }
            }
        }
    }

    @Test
    void write_ofNoWords_isRefused() {
        assertThatThrownBy(() -> LstmBase.write(folder, Stream.of(TextPair.of(" ")), SMALL, 7)).isInstanceOf(TrainingException.class)
                .hasMessageContaining("expected characters");
    }

    /** A second, slow implementation: all pairs are counted anew for each piece. */
    @Test
    void learner_findsThePiecesOfTheDescription() {
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            Map<String, Long> counts = new HashMap<>();
            for (int i = 0; i < 40; i++) {
                StringBuilder word = new StringBuilder();
                for (int c = 1 + random.nextInt(7); c > 0; c--) {
                    word.append((char) ('a' + random.nextInt(4)));
                }
                counts.put(word.toString(), 1L + random.nextInt(20));
            }
            int most = 10 + random.nextInt(50);
            assertThat(new PieceLearner(counts).learn(most)).isEqualTo(slowly(counts, most));
        }
    }

    private static List<String> slowly(Map<String, Long> counts, int most) {
        Map<String, List<String>> words = new TreeMap<>();
        Map<String, Long> characters = new TreeMap<>();
        new TreeMap<>(counts).forEach((word, count) -> {
            List<String> pieces = new ArrayList<>();
            for (int i = 0; i < word.length(); i++) {
                pieces.add((i == 0 ? "" : "##") + word.charAt(i));
            }
            words.put(word, pieces);
            pieces.forEach(piece -> characters.merge(piece, count, Long::sum));
        });
        Set<String> vocabulary = new LinkedHashSet<>();
        characters.entrySet().stream().filter(e -> e.getValue() >= 2)
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue())).limit(most).forEach(e -> vocabulary.add(e.getKey()));
        while (vocabulary.size() < most) {
            Map<List<String>, Long> pairs = new HashMap<>();
            words.forEach((word, pieces) -> {
                for (int i = 1; i < pieces.size() && vocabulary.containsAll(pieces); i++) {
                    pairs.merge(List.of(pieces.get(i - 1), pieces.get(i)), counts.get(word), Long::sum);
                }
            });
            List<String> best = pairs.entrySet().stream().filter(e -> e.getValue() >= 3)
                    .min((a, b) -> a.getValue().equals(b.getValue())
                            ? (a.getKey().get(0).equals(b.getKey().get(0)) ? a.getKey().get(1).compareTo(b.getKey().get(1))
                                    : a.getKey().get(0).compareTo(b.getKey().get(0)))
                            : Long.compare(b.getValue(), a.getValue()))
                    .map(Map.Entry::getKey).orElse(null);
            if (best == null) {
                break;
            }
            String joined = best.get(0) + best.get(1).substring(2);
            vocabulary.add(joined);
            words.replaceAll((word, pieces) -> {
                List<String> after = new ArrayList<>();
                for (int i = 0; i < pieces.size(); i++) {
                    boolean here = i + 1 < pieces.size() && pieces.get(i).equals(best.get(0)) && pieces.get(i + 1).equals(best.get(1));
                    after.add(here ? joined : pieces.get(i));
                    i += here ? 1 : 0;
                }
                return after;
            });
        }
        return List.copyOf(vocabulary);
    }
}
