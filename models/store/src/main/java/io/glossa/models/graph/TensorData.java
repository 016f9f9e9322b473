package io.glossa.models.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The bytes of a constant, little-endian, made when they are written. */
interface TensorData {
    void writeTo(OutputStream out) throws IOException;

    static TensorData of(float[] values) {
        return out -> write(out, values);
    }

    static TensorData of(long[] values) {
        return out -> {
            ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(values);
            out.write(bytes.array());
        };
    }

    static TensorData of(int[] values) {
        return out -> {
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asIntBuffer().put(values);
            out.write(bytes.array());
        };
    }

    static TensorData of(byte[] values) {
        return out -> out.write(values);
    }

    /** Writes floats through a buffer of fixed size. */
    static void write(OutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(1 << 18, Math.max(4, 4 * values.length))).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        for (int from = 0; from < values.length; from += floats.capacity()) {
            int count = Math.min(floats.capacity(), values.length - from);
            floats.clear();
            floats.put(values, from, count);
            out.write(bytes.array(), 0, 4 * count);
        }
    }
}
