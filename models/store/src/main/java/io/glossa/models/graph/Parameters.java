package io.glossa.models.graph;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Set;
import org.apiguardian.api.API;

/** The parameters of a checkpoint, under the names that it has on the hub. Implementations are thread-safe. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface Parameters {
    /** All names, in the order of the checkpoint. */
    Set<String> names();

    /**
     * The shape of a parameter.
     *
     * @param name one of {@link #names()}
     * @return sizes of its axes; the caller's own
     */
    int[] shape(String name);

    /**
     * The numbers of a parameter, last axis fastest.
     *
     * @param name one of {@link #names()}
     * @return as 32-bit floats; the caller's own
     * @throws ModelFormatException if they cannot be read any more, or are no floats
     */
    float[] floats(String name);

    /**
     * The numbers of a parameter in pieces, so that a large one need not be in memory whole.
     *
     * @param name one of {@link #names()}
     * @param reader gets the pieces in order
     * @throws ModelFormatException as {@link #floats(String)} does
     * @throws IOException if the reader throws one
     */
    default void read(String name, Reader reader) throws IOException {
        float[] all = floats(name);
        reader.read(all, all.length);
    }

    /**
     * Hands the numbers of a parameter on, last axis fastest, as 32-bit floats, little-endian.
     *
     * @param name one of {@link #names()}
     * @param out where to
     * @throws ModelFormatException as {@link #floats(String)} does
     * @throws IOException if they cannot be handed on
     */
    default void write(String name, WritableByteChannel out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(TensorData.BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        read(name, (values, count) -> TensorData.write(out, values, count, bytes));
    }

    /** Takes a parameter in pieces. */
    @FunctionalInterface
    interface Reader {
        /**
         * Takes a piece.
         *
         * @param values the numbers, to be left as they are and not to be kept
         * @param count how many of them there are, from the first on
         * @throws IOException if they cannot be handed on
         */
        void read(float[] values, int count) throws IOException;
    }

    /** What the checkpoint is called in messages. */
    String where();

    /**
     * The parameters in weights. Reading one that holds NaN or infinity fails and names it.
     *
     * @param weights the weights, which must stay open as long as parameters are read
     * @param where what to call them in messages
     */
    static Parameters of(Weights weights, String where) {
        return new WeightParameters(weights, where);
    }

    /**
     * The parameters behind an ONNX file: one of Glossa's own, or an export that was not optimised.
     *
     * @param file the file; read when parameters are asked for, so it must stay
     * @param where what to call it in messages
     * @throws ModelFormatException if it is no ONNX file or does not name its parameters
     */
    static Parameters ofOnnx(Path file, String where) {
        return OnnxParameters.read(file, where);
    }
}
