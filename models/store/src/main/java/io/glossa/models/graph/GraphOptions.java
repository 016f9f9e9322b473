package io.glossa.models.graph;

import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apiguardian.api.API;

/**
 * How a graph is written.
 *
 * @param head what it gives
 * @param normalized whether an embedding is brought to length 1; without meaning for other heads
 * @param int8 with 8-bit products and tables, else 32-bit floats throughout
 * @param portable only standard operators, for other runtimes; slower in ONNX Runtime, and never 8-bit
 * @param masked with an input {@code attention_mask}, for runs in which shorter texts are padded; without it, as Glossa runs
 *     graphs, all texts of a run must be of one length
 * @param kept parameters whose products stay in 32 bits where {@code int8} is set: names of weights of matrices, as
 *     {@link GraphWriter#matrices} lists them; a product of several matrices stays if one of them is named. Unmodifiable, sorted
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record GraphOptions(GraphHead head, boolean normalized, boolean int8, boolean portable, boolean masked,
        Set<String> kept) {
    /** Options. */
    public GraphOptions {
        Objects.requireNonNull(head, "head");
        kept = Collections.unmodifiableSet(new TreeSet<>(kept));
        if (portable && int8) {
            throw new IllegalArgumentException("portable: expected false for int8, whose operators are those of ONNX Runtime");
        }
    }

    /** 32-bit floats, as Glossa runs them. */
    public static GraphOptions of(GraphHead head) {
        return new GraphOptions(head, false, false, false, false, Set.of());
    }

    /** The same with 8-bit products and tables, or not. */
    public GraphOptions int8(boolean int8) {
        return new GraphOptions(head, normalized, int8, portable, masked, kept);
    }

    /** The same with embeddings of length 1, or not. */
    public GraphOptions normalized(boolean normalized) {
        return new GraphOptions(head, normalized, int8, portable, masked, kept);
    }

    /** The same with an input {@code attention_mask}, or without. */
    public GraphOptions masked(boolean masked) {
        return new GraphOptions(head, normalized, int8, portable, masked, kept);
    }

    /** The same with standard operators only, or not. */
    public GraphOptions portable(boolean portable) {
        return new GraphOptions(head, normalized, int8, portable, masked, kept);
    }

    /** The same with the products of these parameters in 32 bits. */
    public GraphOptions kept(Collection<String> kept) {
        return new GraphOptions(head, normalized, int8, portable, masked, Set.copyOf(kept));
    }
}
