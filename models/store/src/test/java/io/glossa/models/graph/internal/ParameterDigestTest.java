package io.glossa.models.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.Parameters;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParameterDigestTest {
    private static String digest(SafeTensorsWriter writer) {
        try (Weights weights = Weights.of(SafeTensors.read(writer.bytes(), "test"))) {
            return ParameterDigest.sha256(Parameters.of(weights, "test"), weights);
        }
    }

    private static SafeTensorsWriter writer() {
        return new SafeTensorsWriter().add("b.weight", new float[] {1, 2, 3, 4, -5, 0.5f}, 2, 3).add("a", new float[] {7, 8}, 2);
    }

    @Test
    void sha256_byHand() throws IOException, NoSuchAlgorithmException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write("a[2]".getBytes(StandardCharsets.UTF_8));
        out.writeFloat(7);
        out.writeFloat(8);
        out.write("b.weight[2, 3]".getBytes(StandardCharsets.UTF_8));
        for (float value : new float[] {1, 2, 3, 4, -5, 0.5f}) {
            out.writeFloat(value);
        }
        String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        assertThat(digest(writer())).isEqualTo(expected);
    }

    @Test
    void sha256_orderTypeAndMetadataOfTheFile_areNoMatter() {
        SafeTensorsWriter other = new SafeTensorsWriter().inOrderAdded().metadata("made by", "another")
                .add("a", DType.F16, List.of(2L), sink -> sink.floats(FloatBuffer.wrap(new float[] {7, 8})))
                .add("embeddings.position_ids", DType.I64, List.of(1L, 3L), sink -> sink.longs(LongBuffer.wrap(new long[] {0, 1, 2})))
                .add("b.weight", new float[] {1, 2, 3, 4, -5, 0.5f}, 2, 3);
        assertThat(digest(other)).isEqualTo(digest(writer()));
    }

    @Test
    void sha256_nameShapeAndEachNumber_matter() {
        String digest = digest(writer());
        float[] values = {1, 2, 3, 4, -5, 0.5f};
        assertThat(digest(writer().add("c", new float[] {0}, 1))).isNotEqualTo(digest);
        assertThat(digest(new SafeTensorsWriter().add("b.weight", values, 3, 2).add("a", new float[] {7, 8}, 2))).isNotEqualTo(digest);
        assertThat(digest(new SafeTensorsWriter().add("b.bias", values, 2, 3).add("a", new float[] {7, 8}, 2))).isNotEqualTo(digest);
        for (int i = 0; i < values.length; i++) {
            float[] other = values.clone();
            other[i] = Math.nextUp(other[i]);
            assertThat(digest(new SafeTensorsWriter().add("b.weight", other, 2, 3).add("a", new float[] {7, 8}, 2))).isNotEqualTo(digest);
        }
    }

    @Test
    void sha256_tensorOfSeveralPieces() {
        float[] values = new float[300_000];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        String digest = digest(new SafeTensorsWriter().add("a", values, values.length));
        values[values.length - 1] += 1;
        assertThat(digest(new SafeTensorsWriter().add("a", values, values.length))).isNotEqualTo(digest);
    }
}
