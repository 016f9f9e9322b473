package io.glossa.tokenizer.internal.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces against those of the Python package, by {@code make_sentencepiece_goldens.py}. */
class SentencePieceTest {
    private static final Path FOLDER = Path.of("src/test/resources/sentencepiece");

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name + ".model"));
    }

    private static SentencePiece model(String name) throws IOException {
        return new SentencePiece(SentencePieceFile.read(bytes(name), name));
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve("sample.json.gz")))) {
            return SafeJson.mapper().readTree(in);
        }
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unigram-nfkc", "unigram-bytes", "unigram-suffix", "bpe-nfkc", "bpe-spaces"})
    void pieces_areThoseOfThePythonPackage(String name) throws IOException {
        SentencePiece model = model(name);
        JsonNode golden = golden();
        List<String> texts = strings(golden.get("texts"));
        JsonNode expected = golden.get("models").get(name);
        for (int i = 0; i < texts.size(); i++) {
            List<SentencePiece.Cut> cuts = model.encode(texts.get(i));
            assertThat(cuts).extracting(SentencePiece.Cut::text).as("pieces of text %d", i)
                    .isEqualTo(strings(expected.get("pieces").get(i)));
            List<Integer> ids = StreamSupport.stream(expected.get("ids").get(i).spliterator(), false).map(JsonNode::intValue).toList();
            assertThat(cuts).extracting(SentencePiece.Cut::id).as("ids of text %d", i).isEqualTo(ids);
            assertThat(model.decode(strings(expected.get("pieces").get(i)))).as("text %d decoded", i)
                    .isEqualTo(expected.get("decoded").get(i).textValue());
        }
        assertThat(texts).hasSizeGreaterThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unigram-nfkc", "unigram-bytes", "unigram-suffix", "bpe-nfkc", "bpe-spaces"})
    void everyTextOfTheSharedSet_hasThePiecesOfThePythonPackage(String name) throws IOException {
        Path shared = shared();
        if (shared == null) {
            System.out.println("sentencepiece " + name + ": the sample alone, shared texts are not there");
            return;
        }
        SentencePiece model = model(name);
        ByteBuffer sums = ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name + ".crc")));
        int texts = 0;
        for (String text : sharedTexts(shared)) {
            CRC32 sum = new CRC32();
            sum.update(String.join("\n", model.encode(text).stream().map(SentencePiece.Cut::text).toList())
                    .getBytes(StandardCharsets.UTF_8));
            assertThat((int) sum.getValue()).as("pieces of text %d", texts++).isEqualTo(sums.getInt());
        }
        assertThat(sums.remaining()).isZero();
        System.out.println("sentencepiece " + name + ": " + texts + " shared texts");
    }

    private static Path shared() {
        String variable = System.getenv("GLOSSA_SHARED");
        String root = System.getProperty("glossa.root");
        Path path = variable != null ? Path.of(variable) : root == null ? null : Path.of(root).resolve("../shared");
        return path != null && Files.isDirectory(path.resolve("data/text")) ? path.resolve("data/text") : null;
    }

    private static List<String> sharedTexts(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String file : List.of("udhr.tsv", "tatoeba_sentences.tsv")) {
            String[] lines = Files.readString(folder.resolve(file)).split("\n");
            Arrays.stream(lines).skip(1).filter(line -> !line.isEmpty()).forEach(line -> texts.add(line.split("\t")[1]));
        }
        for (String file : List.of("blns.txt", "emoji-strings-17.0.txt")) {
            Arrays.stream(Files.readString(folder.resolve(file)).split("\n")).filter(line -> !line.isEmpty()).forEach(texts::add);
        }
        texts.addAll(strings(SafeJson.mapper().readTree(folder.resolve("blns.json").toFile())));
        return texts;
    }

    @Property(tries = 300)
    void anyText_isCutInOrderInsideIt(@ForAll String random) throws IOException {
        String text = new String(random.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        for (String name : List.of("unigram-nfkc", "bpe-spaces")) {
            int last = 0;
            for (SentencePiece.Cut cut : model(name).encode(text)) {
                assertThat(cut.start()).isBetween(last, cut.end());
                assertThat(cut.end()).isLessThanOrEqualTo(text.length());
                last = cut.start();
            }
        }
    }

    /** Time grows with the text, not with its square: a million of them would take hours. */
    @ParameterizedTest
    @ValueSource(strings = {"unigram-nfkc", "bpe-nfkc"})
    void unknownCharacters_areOnePiece(String name) throws IOException {
        String text = "a" + "\ua4d0".repeat(1_000_000) + "b";
        List<SentencePiece.Cut> cuts = model(name).encode(text);
        SentencePiece.Cut unknown = cuts.stream().max(java.util.Comparator.comparingInt(cut -> cut.end() - cut.start())).orElseThrow();
        assertThat(unknown).isEqualTo(new SentencePiece.Cut(text.substring(1, 1_000_001), unknown.id(), 1, 1_000_001));
        assertThat(cuts.get(cuts.size() - 1).end()).isEqualTo(text.length());
    }

    @Test
    void offsets_areThoseOfTheTextBefore() throws IOException {
        String text = "  A \uFF21 dog ";
        List<SentencePiece.Cut> cuts = model("unigram-nfkc").encode(text);
        SentencePiece.Cut wide = cuts.stream().filter(cut -> text.substring(cut.start(), cut.end()).contains("\uFF21")).findFirst()
                .orElseThrow();
        assertThat(wide.text()).contains("A");
        assertThat(cuts.get(cuts.size() - 1).end()).isEqualTo(text.stripTrailing().length());
    }

    @Test
    void aDamagedFile_isRefusedOrReadsAsAModel() throws IOException {
        byte[] whole = bytes("unigram-bytes");
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = Arrays.copyOf(whole, i % 2 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int n = 0; n < 1 + i % 3 && damaged.length > 0; n++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                new SentencePiece(SentencePieceFile.read(damaged, "damaged")).encode("A dog \u5403\u996d.");
            } catch (ModelFormatException e) {
                refused++;
                assertThat(e).hasMessageContaining("damaged").hasMessageContaining("get the file again");
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void noFile_isRefused() {
        assertThatThrownBy(() -> SentencePieceFile.read(new byte[0], "m.spm")).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("m.spm").hasMessageContaining("no pieces");
    }
}
