package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Marian model with a vocabulary and a table for each side, against what {@code tools/make_separate_marian.py} recorded. */
class SeparateVocabulariesTest {
    private static final Path MODEL = Fixtures.root().resolve("sdk/core/src/test/resources/marian-separate");

    private static List<JsonNode> records() throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(MODEL.resolve("expected.jsonl"))) {
            records.add(SafeJson.mapper().readTree(line));
        }
        assertThat(records).hasSize(5);
        return records;
    }

    private static List<?> list(JsonNode node) {
        return SafeJson.mapper().convertValue(node, List.class);
    }

    private static int[] ints(JsonNode node) {
        return SafeJson.mapper().convertValue(node, int[].class);
    }

    @Test
    void translations_areThoseOfTransformers() throws IOException {
        try (Translator translator = Translator.load(MODEL.toString())) {
            for (JsonNode record : records()) {
                assertThat(translator.tokenizer().encode(record.get("text").asText()).ids()).isEqualTo(ints(record.get("input_ids")));
                for (JsonNode generated : record.get("generated")) {
                    Translator searched = translator.with(TranslationOptions.parse(generated.get("options").toString()));
                    Translation found = searched.translate(record.get("text").asText());
                    assertThat(found.alternatives()).hasSize(generated.get("ids").size());
                    for (int i = 0; i < found.alternatives().size(); i++) {
                        assertThat(found.alternatives().get(i).tokenIds()).as("%s", record.get("text")).isEqualTo(list(generated.get("ids").get(i)));
                        assertThat(found.alternatives().get(i).text()).isEqualTo(generated.get("texts").get(i).asText());
                    }
                    assertThat(searched.translateIds(ints(record.get("input_ids"))).alternatives()).isEqualTo(found.alternatives());
                }
            }
        }
    }

    /** The decoder reads ids that sources do not have, and none beyond its own table. */
    @Test
    void steps_readIdsOfTheTarget() throws IOException {
        try (Translator translator = Translator.load(MODEL.toString())) {
            int size = 190;
            int padding = translator.tokenizer().padTokenId().orElseThrow();
            for (JsonNode record : records()) {
                float[] logits = translator.forwardIds(ints(record.get("input_ids")), padding, size - 1, 5).logits(2);
                assertThat(logits).hasSize(size);
                for (int i = 0; i < size; i++) {
                    assertThat(logits[i]).isCloseTo((float) record.get("logits").get(i).asDouble(), within(1e-3f));
                }
            }
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> translator.forwardIds(new int[] {5, 0}, padding, size))
                    .withMessageContaining("decoder_input_ids[1]").withMessageContaining("0 to 189");
        }
    }

    @Test
    void whatWasBegun_hasIdsOfTheTarget() throws IOException {
        try (Translator translator = Translator.load(MODEL.toString())) {
            int[] begun = translator.tokenizer().target(null).encode("Eine Frau").ids();
            assertThat(begun).isNotEqualTo(translator.tokenizer().encode("Eine Frau").ids());
            for (JsonNode record : records()) {
                List<Integer> ids = translator.complete(record.get("text").asText(), "Eine Frau").alternatives().get(0).tokenIds();
                for (int i = 0; i < begun.length - 1; i++) {
                    assertThat(ids.get(i + 1)).isEqualTo(begun[i]);
                }
            }
        }
    }
}
