package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.TextClassifier;
import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model with a part of its vocabulary reads the texts that the part was made from as the whole model does, and no other worse. */
class StudentsTest {
    private static final List<String> TEXTS = List.of("The old house is large and blue, isn't it?", "Das gelbe Hemd steht dort.", "这部电影很好看",
            "snow, snow and yellow snow", "naïve café №5 😀", "a b c", "the the the [MASK] unbelievable");

    @TempDir
    Path folder;

    private static ModelDirectory fixture(String name) {
        return ModelStore.defaults().open(Path.of("../cli/src/test/resources/parity/" + name).toAbsolutePath().normalize().toString());
    }

    private static Dataset texts(List<String> texts) {
        return Dataset.of("texts", texts.stream().map(text -> Example.of(text, "l")).toList());
    }

    private ModelDirectory pruned(ModelDirectory base, List<String> texts, int least) throws IOException {
        return Students.of(base, texts(texts.subList(0, 3)), texts(texts.subList(3, texts.size())),
                TrainingOptions.builder().pruneVocabulary(least).build(), 256, ModelStore.defaults(), TrainingListener.NONE, folder);
    }

    private static List<String> pieces(Tokenizer tokenizer, String text) {
        return IntStream.of(tokenizer.encode(text).ids()).mapToObj(id -> tokenizer.tokenOf(id).orElseThrow()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-uncased-sst2", "bert-cased-stars", "bert-zh-sentiment", "distilbert-sst2", "electra-subj", "mpnet-topics"})
    void prunedVocabulary_readsItsTextsAsBefore(String fixture) throws IOException {
        ModelDirectory base = fixture(fixture);
        ModelDirectory student = pruned(base, TEXTS, 1);
        try (Tokenizer whole = LoadedModel.tokenizer(base); Tokenizer part = LoadedModel.tokenizer(student)) {
            assertThat(part.vocabularySize()).isLessThan(whole.vocabularySize()).isEqualTo(vocabulary(student));
            for (String text : TEXTS) {
                assertThat(pieces(part, text)).isEqualTo(pieces(whole, text));
            }
        }
        try (TextClassifier whole = TextClassifier.load(base.folder().orElseThrow().toString());
                TextClassifier part = TextClassifier.load(student.folder().orElseThrow().toString())) {
            assertThat(part.labels()).isEqualTo(whole.labels());
            for (String text : TEXTS) {
                assertThat(part.classify(text).logits()).containsExactly(whole.classify(text).logits(), within(1e-5f));
                assertThat(part.classify(text, "snow").logits()).containsExactly(whole.classify(text, "snow").logits(), within(1e-5f));
            }
        }
    }

    private static int vocabulary(ModelDirectory model) {
        return io.glossa.base.internal.SafeJson.object(model.read("config.json"), "config.json").path("vocab_size").asInt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-uncased-sst2", "bert-zh-sentiment", "mpnet-topics"})
    void prunedVocabulary_knowsWhatWasKnown(String fixture) throws IOException {
        ModelDirectory base = fixture(fixture);
        Random random = new Random(3);
        try (Tokenizer whole = LoadedModel.tokenizer(base); Tokenizer part = LoadedModel.tokenizer(pruned(base, TEXTS, 1000))) {
            List<String> words = IntStream.range(0, whole.vocabularySize()).mapToObj(id -> whole.tokenOf(id).orElse("")).toList();
            for (int i = 0; i < 500; i++) {
                StringBuilder text = new StringBuilder();
                for (int p = 0; p < 8; p++) {
                    String piece = words.get(random.nextInt(words.size())).replace("##", "");
                    text.append(piece).append(random.nextBoolean() ? " " : "");
                    text.append(random.nextInt(10) == 0 ? Character.toString(0x20 + random.nextInt(0x3000)) : "");
                }
                assertThat(unknown(part, text.toString())).as("text %d", i).isEqualTo(unknown(whole, text.toString()));
            }
        }
    }

    /** Chinese characters are words of their own, so their pieces inside a word are never read. */
    @Test
    void prunedVocabulary_ofARealModel() throws IOException {
        ModelDirectory base = ModelStore.defaults().open("base-en");
        ModelDirectory student = pruned(base, TEXTS, 1);
        try (Tokenizer whole = LoadedModel.tokenizer(base); Tokenizer part = LoadedModel.tokenizer(student)) {
            assertThat(whole.vocabularySize()).isEqualTo(30_522);
            assertThat(part.vocabularySize()).isBetween(1000, 2200);
            long inside = 0;
            for (int id = 0; id < whole.vocabularySize(); id++) {
                String piece = whole.tokenOf(id).orElseThrow();
                boolean han = piece.codePoints().anyMatch(Character::isIdeographic);
                if (piece.codePointCount(0, piece.length()) == 1 || piece.matches("##[a-z0-9]")) {
                    assertThat(part.idOf(piece)).as(piece).isPresent();
                } else if (han && piece.startsWith("##")) {
                    assertThat(part.idOf(piece)).as(piece).isEmpty();
                    inside++;
                }
            }
            assertThat(inside).isPositive();
            for (String text : TEXTS) {
                assertThat(pieces(part, text)).isEqualTo(pieces(whole, text));
            }
        }
    }

    private static long unknown(Tokenizer tokenizer, String text) {
        int unknown = tokenizer.unknownTokenId().orElseThrow();
        return Arrays.stream(tokenizer.encode(text).ids()).filter(id -> id == unknown).count();
    }

    @Test
    void prunedVocabulary_rarePiecesGo() throws IOException {
        ModelDirectory base = fixture("bert-uncased-sst2");
        int once = vocabulary(pruned(base, TEXTS, 1));
        int often = vocabulary(pruned(base, TEXTS, 3));
        assertThat(often).isLessThan(once);
        try (Tokenizer part = LoadedModel.tokenizer(pruned(base, TEXTS, 3))) {
            assertThat(part.idOf("the")).isPresent();
            assertThat(part.idOf("yellow")).isEmpty();
            assertThat(part.idOf("[MASK]")).isPresent();
        }
        try (var students = Files.list(folder)) {
            assertThat(students).as("each part in a folder of its own").hasSize(2);
        }
    }

    @Test
    void vocabTxt_isRewrittenAsTokenizerJsonIs() throws IOException {
        ModelDirectory student = pruned(fixture("bert-uncased-sst2"), TEXTS, 1);
        List<String> lines = new String(student.read("vocab.txt"), StandardCharsets.UTF_8).lines().toList();
        try (Tokenizer tokenizer = LoadedModel.tokenizer(student)) {
            assertThat(lines).hasSize(tokenizer.vocabularySize());
            for (int id = 0; id < lines.size(); id++) {
                assertThat(tokenizer.tokenOf(id)).contains(lines.get(id));
            }
        }
        Path bare = Files.createDirectories(folder.resolve("bare"));
        for (String file : List.of("vocab.txt", "config.json", "tokenizer_config.json")) {
            Files.write(bare.resolve(file), student.read(file));
        }
        try (Tokenizer json = LoadedModel.tokenizer(student); Tokenizer txt = LoadedModel.tokenizer(ModelStore.defaults().open(bare.toString()))) {
            for (String text : TEXTS) {
                assertThat(txt.encode(text).ids()).isEqualTo(json.encode(text).ids());
            }
        }
    }

    @Test
    void otherVocabularies_areRefused() {
        for (String fixture : List.of("roberta-sentiment", "albert-sst2", "xlm-roberta-sentiment")) {
            assertThatThrownBy(() -> pruned(fixture(fixture), TEXTS, 1)).as(fixture).isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("WordPiece").hasMessageContaining(fixture);
        }
    }
}
