package io.glossa.internal.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Tensors of ONNX Runtime, made from and turned into numbers. The caller closes what is made. */
final class Tensors {
    private Tensors() {}

    static OnnxTensor longs(long[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), shape);
    }

    static OnnxTensor longs(int[] values, long... shape) throws OrtException {
        return longs(Arrays.stream(values).asLongStream().toArray(), shape);
    }

    static OnnxTensor flag(boolean value) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new boolean[] {value});
    }

    /** Floats of 0. */
    static OnnxTensor zeros(long... shape) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(),
                direct(Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))), shape);
    }

    /**
     * The floats of a tensor.
     *
     * @param into where to, if it is long enough
     * @return the array they are in, which may be longer than they are many
     */
    static float[] floats(OnnxTensor from, float[] into) {
        FloatBuffer buffer = from.getFloatBuffer();
        int size = buffer.remaining();
        float[] floats = into.length < size ? new float[size] : into;
        buffer.get(floats, 0, size);
        return floats;
    }

    /** Rows of a tensor of floats, in another order, some of them several times. */
    static OnnxTensor rows(OnnxTensor from, int[] rows) throws OrtException {
        long[] shape = from.getInfo().getShape().clone();
        FloatBuffer source = from.getFloatBuffer();
        int size = shape[0] == 0 ? 0 : source.remaining() / Math.toIntExact(shape[0]);
        FloatBuffer target = direct(Math.multiplyExact(size, rows.length));
        for (int i = 0; i < rows.length; i++) {
            target.put(i * size, source, rows[i] * size, size);
        }
        shape[0] = rows.length;
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), target, shape);
    }

    /** Rows of a table of integers with rows of {@code width}. */
    static long[] rows(long[] from, int width, int[] rows) {
        long[] picked = new long[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from, rows[i] * width, picked, i * width, width);
        }
        return picked;
    }

    static FloatBuffer direct(int size) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES)).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
