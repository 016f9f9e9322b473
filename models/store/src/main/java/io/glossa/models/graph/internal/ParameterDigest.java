package io.glossa.models.graph.internal;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.DType;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.Parameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of a model's parameters: what tells one model from another wherever and in whichever file it lies.
 *
 * <p>Parameters come in the order of their names as {@link String#compareTo} has it. Of each goes in the name followed by its shape, such as
 * {@code bert.pooler.dense.bias[384]} or {@code a.weight[2, 3]}, in UTF-8, then its numbers as 32-bit floats, last axis fastest, the highest
 * byte first. Tensors of whole numbers, such as positions that a checkpoint keeps, are no parameters and are left out.
 */
public final class ParameterDigest {
    private static final Set<DType> FLOATS = EnumSet.of(DType.F16, DType.BF16, DType.F32, DType.F64);
    private static final int CHUNK = 1 << 16;

    private ParameterDigest() {}

    /**
     * Reads all numbers.
     *
     * @param parameters the parameters
     * @param weights the files behind them, which know the types of tensors; null if all are floats
     * @return 64 lower-case hexadecimal digits
     * @throws ModelFormatException if a number is not finite or cannot be read
     */
    public static String sha256(Parameters parameters, @Nullable Weights weights) {
        MessageDigest digest = digest();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * CHUNK);
        for (String name : new TreeSet<>(parameters.names())) {
            if (weights != null && !FLOATS.contains(weights.tensors().get(name).dtype())) {
                continue;
            }
            digest.update((name + Arrays.toString(parameters.shape(name))).getBytes(StandardCharsets.UTF_8));
            try {
                parameters.read(name, (values, count) -> update(digest, values, count, bytes));
            } catch (IOException e) {
                throw new IllegalStateException("nothing was to be written", e);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, float[] values, int count, ByteBuffer bytes) {
        for (int from = 0; from < count; from += CHUNK) {
            int length = Math.min(CHUNK, count - from);
            bytes.clear().asFloatBuffer().put(values, from, length);
            digest.update(bytes.limit(Float.BYTES * length));
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
