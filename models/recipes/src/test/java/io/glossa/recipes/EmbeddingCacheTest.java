package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingCacheTest {
    private static final int CHUNK = 2048;

    @TempDir
    Path folder;

    private final AtomicInteger calls = new AtomicInteger();

    private EmbeddingCache cache(String model) {
        return new EmbeddingCache(folder, model, texts -> {
            calls.incrementAndGet();
            return texts.stream().map(text -> new float[] {text.length(), text.hashCode() / 3f}).toList();
        });
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text " + i).toList();
    }

    private static void assertVectors(List<float[]> vectors, List<String> texts) {
        assertThat(vectors).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors.get(i)).containsExactly(texts.get(i).length(), texts.get(i).hashCode() / 3f);
        }
    }

    @Test
    void embed_inChunksAndInOrder() {
        List<String> texts = texts(CHUNK + 1);
        assertVectors(cache("a").embed(texts), texts);
        assertThat(calls).hasValue(2);
    }

    @Test
    void embed_again() {
        List<String> texts = texts(10);
        cache("a").embed(texts);
        assertVectors(cache("a").embed(texts), texts);
        assertThat(calls).hasValue(1);
    }

    @Test
    void embed_goesOnWhereItWas() throws IOException {
        List<String> texts = texts(3 * CHUNK);
        cache("a").embed(texts);
        try (var files = Files.list(folder)) {
            Files.delete(files.sorted().findFirst().orElseThrow());
        }
        assertVectors(cache("a").embed(texts), texts);
        assertThat(calls).hasValue(4);
    }

    @Test
    void embed_otherModelOrTexts() {
        cache("a").embed(texts(3));
        cache("b").embed(texts(3));
        cache("a").embed(List.of("text 0", "text 1text 2"));
        assertThat(calls).hasValue(3);
    }

    @Test
    void embed_nothing() {
        assertThat(cache("a").embed(List.of())).isEmpty();
        assertThat(calls).hasValue(0);
    }
}
