package io.glossa.models.graph;

import io.glossa.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeSet;
import org.apiguardian.api.API;

/** What tells the weights of one model from those of another, wherever they lie and whatever file they are in. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ParameterDigest {
    private static final int CHUNK = 1 << 20;

    private ParameterDigest() {}

    /**
     * SHA-256 of all parameters: by name, each one's name and shape as {@code name[2, 3]} in UTF-8, and its numbers as 32-bit floats,
     * big-endian, last axis fastest.
     *
     * @param parameters the model's; all of them are read, one after the other
     * @return 64 hexadecimal digits
     * @throws ModelFormatException if they cannot be read
     */
    public static String sha256(Parameters parameters) {
        MessageDigest digest = sha256();
        for (String name : new TreeSet<>(parameters.names())) {
            digest.update((name + Arrays.toString(parameters.shape(name))).getBytes(StandardCharsets.UTF_8));
            float[] values = parameters.floats(name);
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * Math.min(values.length, CHUNK));
            for (int from = 0; from < values.length; from += CHUNK) {
                int count = Math.min(CHUNK, values.length - from);
                bytes.clear().asFloatBuffer().put(values, from, count);
                digest.update(bytes.limit(Float.BYTES * count));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
