package io.glossa.models.architecture;

import io.glossa.error.ModelFormatException;
import java.util.List;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * A model that reads a text and writes another, as a forward pass in two parts: the source once, then a step for each token that is
 * written. Made from a configuration; holds no weights. Immutable and thread-safe.
 *
 * <p>Each method writes its part of the forward pass with the given vocabulary and asks it for the parameters it needs, under
 * the names that checkpoints on the hub have. All throw {@link ModelFormatException} if a parameter is missing or has another
 * shape, and name it.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface EncoderDecoder {
    /** Width of the encoder's vectors. */
    int width();

    /** Number of tokens that the decoder chooses from. */
    int vocabulary();

    /** Layers of the decoder; each has keys and values of its own. */
    int layers();

    /** Heads of the decoder's attention. */
    int heads();

    /** Width of one of those heads. */
    int headWidth();

    /** The longest source in tokens, where the tables of the architecture set a limit. */
    OptionalInt maxSourceTokens();

    /** The most tokens that can be written, with those the decoder begins with, where the tables of the architecture set a limit. */
    OptionalInt maxTargetTokens();

    /**
     * The encoder's last hidden state.
     *
     * @param inputs the source; type ids are not read
     * @return floats [b,s,h]
     */
    <T> T encode(TensorOps<T> ops, EncoderInputs<T> inputs);

    /**
     * What the decoder's layers see of the source: the same at each step.
     *
     * @param encoded floats [b,s,h], what {@link #encode} gave
     * @return keys and values for each layer, [b,n,s,d]
     */
    <T> List<KeyValue<T>> memory(TensorOps<T> ops, T encoded);

    /**
     * One step of the decoder, or several at once.
     *
     * @param inputs what has been written, and what was kept of the steps before
     */
    <T> DecoderStep<T> decode(TensorOps<T> ops, DecoderInputs<T> inputs);

    /**
     * Whether a parameter may stay unused: tables that are computed, copies of tied ones.
     *
     * @param name its name in the checkpoint
     */
    boolean mayIgnore(String name);
}
