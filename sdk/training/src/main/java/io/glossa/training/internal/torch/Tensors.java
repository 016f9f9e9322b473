package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Numbers into and out of the engine's memory. */
final class Tensors {
    private static final int PIECE = 1 << 20;

    private Tensors() {}

    /** Overwrites an array of floats. */
    static void write(NDArray array, FloatBuffer from) {
        if (!array.getDevice().isGpu()) {
            array.toByteBuffer(true).asFloatBuffer().put(from);
            return;
        }
        try (NDManager manager = array.getManager().newSubManager()) {
            NDArray flat = array.reshape(-1);
            flat.attach(manager);
            for (long at = 0; at < array.size(); at += PIECE) {
                int count = (int) Math.min(PIECE, array.size() - at);
                float[] piece = new float[count];
                from.get(piece);
                flat.set(new NDIndex("{}:{}", at, at + count), manager.create(piece));
            }
        }
    }

    /** Copies an array of floats. */
    static void read(NDArray array, FloatBuffer into) {
        if (!array.getDevice().isGpu()) {
            into.put(array.toByteBuffer(true).asFloatBuffer());
            return;
        }
        try (NDManager manager = array.getManager().newSubManager()) {
            NDArray flat = array.reshape(-1);
            flat.attach(manager);
            for (long at = 0; at < array.size(); at += PIECE) {
                NDArray piece = flat.get(new NDIndex("{}:{}", at, Math.min(at + PIECE, array.size())));
                piece.attach(manager);
                into.put(piece.toFloatArray());
            }
        }
    }

    /** Integers [b,s]. */
    static NDArray integers(NDManager manager, long[][] rows) {
        ByteBuffer bytes = direct(Math.multiplyExact(rows.length * rows[0].length, Long.BYTES));
        LongBuffer buffer = bytes.asLongBuffer();
        for (long[] row : rows) {
            buffer.put(row);
        }
        return manager.create(bytes, new Shape(rows.length, rows[0].length), DataType.INT64);
    }

    /** Floats [b,l]. */
    static NDArray floats(NDManager manager, float[][] rows) {
        ByteBuffer bytes = direct(Math.multiplyExact(rows.length * rows[0].length, Float.BYTES));
        FloatBuffer buffer = bytes.asFloatBuffer();
        for (float[] row : rows) {
            buffer.put(row);
        }
        return manager.create(bytes, new Shape(rows.length, rows[0].length), DataType.FLOAT32);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Numbers [b,l] as rows. */
    static float[][] rows(NDArray array) {
        int width = (int) array.getShape().get(1);
        float[] all = array.toFloatArray();
        float[][] rows = new float[(int) array.getShape().get(0)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = java.util.Arrays.copyOfRange(all, i * width, (i + 1) * width);
        }
        return rows;
    }
}
