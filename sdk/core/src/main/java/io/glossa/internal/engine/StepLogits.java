package io.glossa.internal.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the steps of a decoder write their logits, and from where they are read without another copy. Not thread-safe. */
final class StepLogits implements AutoCloseable {
    private final int vocabulary;
    private FloatBuffer buffer = FloatBuffer.allocate(0);
    private @Nullable OnnxTensor tensor;
    private int rows;
    private float[] floats = new float[0];

    /**
     * A place for logits.
     *
     * @param vocabulary how many there are in a row
     */
    StepLogits(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Floats [rows,1,v] to be written; the same tensor as long as the rows are as many. */
    OnnxTensor tensor(int rows) throws OrtException {
        OnnxTensor current = tensor;
        if (current != null && this.rows == rows) {
            return current;
        }
        close();
        int size = Math.multiplyExact(rows, vocabulary);
        if (buffer.capacity() < size) {
            buffer = Tensors.direct(size);
        }
        OnnxTensor made = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), buffer.duplicate().limit(size),
                new long[] {rows, 1, vocabulary});
        tensor = made;
        this.rows = rows;
        return made;
    }

    /** What was written; the array is written over by the next call, and may be longer. */
    float[] read() {
        int size = rows * vocabulary;
        if (floats.length < size) {
            floats = new float[size];
        }
        buffer.get(0, floats, 0, size);
        return floats;
    }

    @Override
    public void close() {
        if (tensor != null) {
            GraphRun.closeAll(List.of(tensor));
            tensor = null;
        }
    }
}
