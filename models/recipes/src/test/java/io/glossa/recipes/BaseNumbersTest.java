package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.Embedding;
import io.glossa.TextEmbedder;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelStore;
import io.glossa.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Embedded encoders against what Python makes of the same files, as {@code src/test/tools/base_golden.py} recorded it: capital
 * letters, emoji, the prompt for queries, and a text of more than 512 tokens.
 */
class BaseNumbersTest {
    private static List<JsonNode> records(String model) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(BaseNumbersTest.class.getResourceAsStream(model + "-golden.json"))) {
            SafeJson.value(in.readAllBytes(), model + "-golden.json").forEach(records::add);
        }
        assertThat(records).hasSize(6);
        return records;
    }

    private static Embedding embed(TextEmbedder embedder, JsonNode record) {
        String prompt = record.path("prompt").textValue();
        String text = record.path("text").textValue();
        return prompt.isEmpty() ? embedder.embed(text) : embedder.embed(text, prompt);
    }

    @ParameterizedTest
    @CsvSource({"base-zh, 512", "base-en-bge, 384"})
    void embed_vectorsOfPython(String model, int width) throws IOException {
        try (TextEmbedder embedder = TextEmbedder.load(model)) {
            for (JsonNode record : records(model)) {
                float[] found = embed(embedder, record).vector();
                assertThat(found).hasSize(width);
                double norm = 0;
                for (int d = 0; d < found.length; d++) {
                    assertThat((double) found[d]).isCloseTo(record.path("vector").get(d).doubleValue(), within(1e-5));
                    norm += found[d] * found[d];
                }
                assertThat(norm).isCloseTo(1, within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-zh", "base-en-bge"})
    void encode_idsOfPython(String name) throws IOException {
        List<JsonNode> records = records(name);
        var model = ModelStore.defaults().open(name);
        try (Tokenizer tokenizer = Tokenizer.builder().name(name).modelType("bert").tokenizerJson(model.read("tokenizer.json"))
                .tokenizerConfig(model.read("tokenizer_config.json")).build()) {
            for (JsonNode record : records.subList(0, 4)) {
                List<Integer> expected = new ArrayList<>();
                record.path("ids").forEach(id -> expected.add(id.intValue()));
                int[] found = tokenizer.encode(record.path("text").textValue().toLowerCase(Locale.ROOT)).ids();
                assertThat(found).containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"base-zh, 0.2, USB接口, usb接口", "base-en-bge, 0.15, The USB port, the usb port"})
    void embed_meaningLengthAndCase(String model, double margin, String capitals, String small) throws IOException {
        List<JsonNode> records = records(model);
        try (TextEmbedder embedder = TextEmbedder.load(model)) {
            List<Embedding> found = records.stream().map(record -> embed(embedder, record)).toList();
            assertThat(found.get(0).cosine(found.get(1))).isGreaterThan(found.get(0).cosine(found.get(2)) + margin);
            assertThat(found.get(4).cosine(found.get(2))).isGreaterThan(found.get(4).cosine(found.get(0)) + margin);
            assertThat(found.get(5).usage().tokens()).isEqualTo(512);
            assertThat(found.get(5).usage().truncated()).isTrue();
            assertThat(embedder.embed(capitals).vector()).isEqualTo(embedder.embed(small).vector());
        }
    }
}
