package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes that read SentencePiece files, with no tokenizer.json, against those of transformers ({@code tools/make_class_goldens.py}). */
class SentencePieceClassesTest {
    private static JsonNode golden;

    @BeforeAll
    static void load() throws IOException {
        try (InputStream in = new GZIPInputStream(resource("classes.json.gz"))) {
            golden = SafeJson.value(in.readAllBytes(), "classes.json");
        }
        assertThat(golden.get("texts")).hasSizeGreaterThan(140);
        assertThat(golden.get("classes")).hasSize(5);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(SentencePieceClassesTest.class.getResourceAsStream("/sentencepiece/" + name), name);
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** As the class saves its files, or as older repositories have them: without ids of added tokens. */
    private static Tokenizer tokenizer(JsonNode record, boolean listed) throws IOException {
        ObjectNode config = record.get("config").deepCopy();
        if (!listed) {
            config.remove("added_tokens_decoder");
        }
        Tokenizer.Builder builder = Tokenizer.builder().name("golden").tokenizerConfig(bytes(config))
                .specialTokensMap(bytes(record.get("special_tokens_map")));
        if (listed && !record.get("added_tokens").isNull()) {
            builder.sentencePieceFile("added_tokens.json", bytes(record.get("added_tokens")));
        }
        try (InputStream in = resource(record.get("model").textValue() + ".model")) {
            builder.sentencePieceFile(record.get("file").textValue(), in.readAllBytes());
        }
        return builder.build();
    }

    private static int[] ids(JsonNode node) {
        int[] ids = new int[node.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = node.get(i).intValue();
        }
        return ids;
    }

    @ParameterizedTest
    @CsvSource({"mbart50, true", "mbart50, false", "mbart, true", "mbart, false", "nllb, true", "t5, true", "t5, false", "mt5, true", "mt5, false"})
    void everyText(String name, boolean listed) throws IOException {
        JsonNode record = golden.get("classes").get(name);
        JsonNode texts = golden.get("texts");
        try (Tokenizer tokenizer = tokenizer(record, listed); Tokenizer target = tokenizer.target(null)) {
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i).textValue();
                assertThat(tokenizer.encode(text).ids()).as("text %d", i).isEqualTo(ids(record.get("sources").get(i)));
                assertThat(target.encode(text).ids()).as("target %d", i).isEqualTo(ids(record.get("targets").get(i)));
                assertThat(tokenizer.decode(ids(record.get("sources").get(i)), true))
                        .as("decoded %d", i).isEqualTo(record.get("decoded").get(i).textValue());
            }
            for (int i = 0; i < record.get("pairs").size(); i++) {
                assertThat(tokenizer.encode(texts.get(i).textValue(), texts.get(i + 20).textValue(), EncodingOptions.defaults()).ids())
                        .as("pair %d", i).isEqualTo(ids(record.get("pairs").get(i)));
            }
            record.get("languages").properties().forEach(code -> assertThat(tokenizer.languageId(code.getKey())).isEqualTo(code.getValue().intValue()));
            assertThat(tokenizer.languages()).hasSize(record.get("languages").size());
        }
    }

    /** A vocabulary for each side: sources have ids of the one, targets and what the model writes those of the other. */
    @Test
    void marian_withSeparateVocabularies() throws IOException {
        JsonNode record = golden.get("marian");
        Tokenizer.Builder builder = Tokenizer.builder().name("golden").tokenizerConfig(bytes(record.get("config")));
        for (String side : List.of("source", "target")) {
            try (InputStream in = resource(record.get(side).textValue() + ".model")) {
                builder.sentencePieceFile(side + ".spm", in.readAllBytes());
            }
        }
        builder.sentencePieceFile("vocab.json", bytes(record.get("vocab.json")));
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(builder::build).withMessageContaining("target_vocab.json");
        builder.sentencePieceFile("target_vocab.json", bytes(record.get("target_vocab.json")));
        try (Tokenizer tokenizer = builder.build(); Tokenizer target = tokenizer.target(null)) {
            for (int i = 0; i < record.get("texts").size(); i++) {
                String text = record.get("texts").get(i).textValue();
                assertThat(tokenizer.encode(text).ids()).as("text %d", i).isEqualTo(ids(record.get("sources").get(i)));
                int[] targets = ids(record.get("targets").get(i));
                assertThat(target.encode(text).ids()).as("target %d", i).isEqualTo(targets);
                assertThat(tokenizer.decode(targets, true)).as("decoded %d", i).isEqualTo(record.get("decoded").get(i).textValue());
                assertThat(target.decode(targets, true)).isEqualTo(tokenizer.decode(targets, true));
            }
            assertThat(tokenizer.tokenOf(3)).isNotEqualTo(target.tokenOf(3));
            assertThat(tokenizer.source(null, "de").encode("A dog.").ids()).isEqualTo(tokenizer.encode(">>deu<< A dog.").ids());
        }
    }

    /** In the order that NLLB's own checkpoints have: the languages behind the pieces, then the mask. */
    @Test
    void nllb_withoutListedIds() throws IOException {
        JsonNode record = golden.get("classes").get("nllb");
        int pieces = record.get("languages").get("ace_Arab").intValue() - 1;
        try (Tokenizer tokenizer = tokenizer(record, false)) {
            assertThat(tokenizer.languageId("ace_Arab")).isIn(pieces, pieces + 1);
            assertThat(tokenizer.languageId("ace_Latn")).isEqualTo(tokenizer.languageId("ace_Arab") + 1);
            assertThat(tokenizer.idOf("<mask>")).hasValue(tokenizer.languageId("ace_Arab") + 202);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mbart50", "nllb"})
    void withoutLanguages(String name) throws IOException {
        ObjectNode record = golden.get("classes").get(name).deepCopy();
        ((ObjectNode) record.get("config")).remove("additional_special_tokens");
        ((ObjectNode) record.get("special_tokens_map")).remove("additional_special_tokens");
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> tokenizer(record, false))
                .withMessageContaining("additional_special_tokens").withMessageContaining("tokenizer.json");
    }
}
