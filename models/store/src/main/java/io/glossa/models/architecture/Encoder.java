package io.glossa.models.architecture;

import io.glossa.error.ModelFormatException;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * A text encoder with its heads, as a forward pass. Made from a configuration; holds no weights. Immutable and thread-safe.
 *
 * <p>Each method writes its part of the forward pass with the given vocabulary and asks it for the parameters it needs, under
 * the names that checkpoints on the hub have. All throw {@link ModelFormatException} if a parameter is missing or has another
 * shape, and name it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface Encoder {
    /** Width of a token's vector. */
    int width();

    /** The longest text in tokens, where the tables of the architecture set a limit. */
    OptionalInt maxTokens();

    /** Whether the forward pass reads segment ids. */
    boolean readsTypeIds();

    /**
     * The last hidden state.
     *
     * @return floats [b,s,h], or [b,1,h] for the first row only
     */
    <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows);

    /** Which rows {@link #sequenceLogits} reads. */
    default Rows sequenceRows() {
        return Rows.FIRST;
    }

    /**
     * The head for whole texts.
     *
     * @param hiddenState at least the rows of {@link #sequenceRows()}
     * @param inputs what was encoded
     * @return floats [b,l]
     */
    <T> T sequenceLogits(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs);

    /**
     * The head for tokens.
     *
     * @param hiddenState floats [b,s,h]
     * @return floats [b,s,l]
     */
    <T> T tokenLogits(TensorOps<T> ops, T hiddenState);

    /**
     * Whether a parameter may stay unused: buffers, heads of the pre-training, poolers that the task does not read.
     *
     * @param name its name in the checkpoint
     */
    boolean mayIgnore(String name);
}
