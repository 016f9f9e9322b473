package io.glossa.recipes;

import io.glossa.base.internal.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Embeddings of texts, kept in files so that a stopped run goes on where it was. Texts are embedded in chunks; a chunk's file is
 * named by the SHA-256 of the model and the texts, so a change of either is a new file and a vector never depends on which
 * chunks were there before.
 */
final class EmbeddingCache {
    private static final int CHUNK = 2048;

    private final Path folder;
    private final String model;
    private final Function<List<String>, List<float[]>> embedder;

    /**
     * A cache.
     *
     * @param folder where its files are; made if need be
     * @param model what tells the embedding model from others, such as a checksum
     * @param embedder embeds texts, one vector each, in order
     */
    EmbeddingCache(Path folder, String model, Function<List<String>, List<float[]>> embedder) {
        this.folder = folder;
        this.model = model;
        this.embedder = embedder;
    }

    /** One vector a text, in order. */
    List<float[]> embed(List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += CHUNK) {
            vectors.addAll(chunk(texts.subList(from, Math.min(texts.size(), from + CHUNK))));
        }
        return vectors;
    }

    private List<float[]> chunk(List<String> texts) {
        Path file = folder.resolve(key(texts) + ".f32");
        try {
            if (!Files.exists(file)) {
                byte[] bytes = bytes(embedder.apply(texts));
                AtomicFiles.write(file, temporary -> Files.write(temporary, bytes));
            }
            return vectors(Files.readAllBytes(file), texts.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String key(List<String> texts) {
        MessageDigest digest = sha256();
        digest.update(model.getBytes(StandardCharsets.UTF_8));
        for (String text : texts) {
            digest.update((byte) '\n');
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] bytes(List<float[]> vectors) {
        ByteBuffer buffer = ByteBuffer.allocate(vectors.stream().mapToInt(vector -> vector.length).sum() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] vector : vectors) {
            for (float value : vector) {
                buffer.putFloat(value);
            }
        }
        return buffer.array();
    }

    private static List<float[]> vectors(byte[] bytes, int count) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int size = bytes.length / Float.BYTES / count;
        List<float[]> vectors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            float[] vector = new float[size];
            for (int d = 0; d < size; d++) {
                vector[d] = buffer.getFloat();
            }
            vectors.add(vector);
        }
        return vectors;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
