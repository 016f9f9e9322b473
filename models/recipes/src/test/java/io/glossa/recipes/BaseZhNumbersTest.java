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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * base-zh against what Python makes of the same files, as {@code src/test/tools/base_zh_golden.py} recorded it: Chinese, capital
 * Latin letters, emoji, the prompt for queries, and a text of more than 512 tokens.
 */
class BaseZhNumbersTest {
    private static final List<JsonNode> RECORDS = new ArrayList<>();
    private static TextEmbedder embedder;

    @BeforeAll
    static void load() throws IOException {
        try (InputStream in = Objects.requireNonNull(BaseZhNumbersTest.class.getResourceAsStream("base-zh-golden.json"))) {
            SafeJson.value(in.readAllBytes(), "base-zh-golden.json").forEach(RECORDS::add);
        }
        assertThat(RECORDS).hasSize(6);
        embedder = TextEmbedder.load("base-zh");
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    private static Embedding embed(JsonNode record) {
        String prompt = record.path("prompt").textValue();
        String text = record.path("text").textValue();
        return prompt.isEmpty() ? embedder.embed(text) : embedder.embed(text, prompt);
    }

    @Test
    void embed_vectorsOfPython() {
        for (JsonNode record : RECORDS) {
            float[] found = embed(record).vector();
            assertThat(found).hasSize(512);
            double norm = 0;
            for (int d = 0; d < found.length; d++) {
                assertThat((double) found[d]).isCloseTo(record.path("vector").get(d).doubleValue(), within(1e-5));
                norm += found[d] * found[d];
            }
            assertThat(norm).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void encode_idsOfPython() {
        try (Tokenizer tokenizer = tokenizer()) {
            for (JsonNode record : RECORDS.subList(0, 4)) {
                List<Integer> expected = new ArrayList<>();
                record.path("ids").forEach(id -> expected.add(id.intValue()));
                int[] found = tokenizer.encode(record.path("text").textValue().toLowerCase(Locale.ROOT)).ids();
                assertThat(found).containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        assertThat(embed(RECORDS.get(5)).usage().tokens()).isEqualTo(512);
        assertThat(embed(RECORDS.get(5)).usage().truncated()).isTrue();
    }

    private static Tokenizer tokenizer() {
        var model = ModelStore.defaults().open("base-zh");
        return Tokenizer.builder().name("base-zh").modelType("bert").tokenizerJson(model.read("tokenizer.json"))
                .tokenizerConfig(model.read("tokenizer_config.json")).build();
    }

    @Test
    void embed_likeMeaningsAreNear() {
        List<Embedding> found = RECORDS.stream().map(BaseZhNumbersTest::embed).toList();
        double weather = found.get(0).cosine(found.get(1));
        double battery = found.get(4).cosine(found.get(2));
        assertThat(weather).isGreaterThan(found.get(0).cosine(found.get(2)) + 0.2);
        assertThat(battery).isGreaterThan(found.get(4).cosine(found.get(0)) + 0.2);
    }

    @Test
    void embed_capitalsAsSmallLetters() {
        assertThat(embedder.embed("USB接口").vector()).isEqualTo(embedder.embed("usb接口").vector());
    }
}
