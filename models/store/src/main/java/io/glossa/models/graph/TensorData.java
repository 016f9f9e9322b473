package io.glossa.models.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/** The bytes of a constant, little-endian, made when they are written. */
interface TensorData {
    /** Bytes handed on at a time. */
    int BUFFER = 1 << 18;

    void writeTo(OutputStream out) throws IOException;

    static TensorData of(float[] values) {
        return out -> write(out, values);
    }

    /** A parameter, read when it is written. */
    static TensorData of(Parameters parameters, String name) {
        return out -> parameters.write(name, out instanceof WritableByteChannel channel ? channel : Channels.newChannel(out));
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
        int size = (int) Math.min(BUFFER, Math.max(4, 4L * values.length));
        write(out, values, values.length, ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Writes floats to a channel through a buffer. */
    static void write(WritableByteChannel out, float[] values, int length, ByteBuffer bytes) throws IOException {
        for (int from = 0; from < length; ) {
            int count = Math.min(bytes.capacity() / Float.BYTES, length - from);
            bytes.clear().limit(count * Float.BYTES);
            bytes.asFloatBuffer().put(values, from, count);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            from += count;
        }
    }

    private static void write(OutputStream out, float[] values, int length, ByteBuffer bytes) throws IOException {
        FloatBuffer floats = bytes.asFloatBuffer();
        for (int from = 0; from < length; from += floats.capacity()) {
            int count = Math.min(floats.capacity(), length - from);
            floats.clear();
            floats.put(values, from, count);
            out.write(bytes.array(), 0, 4 * count);
        }
    }
}
