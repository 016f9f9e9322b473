package io.glossa.models.graph;

import java.util.Objects;
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
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record GraphOptions(GraphHead head, boolean normalized, boolean int8, boolean portable, boolean masked) {
    /** Options. */
    public GraphOptions {
        Objects.requireNonNull(head, "head");
        if (portable && int8) {
            throw new IllegalArgumentException("portable: expected false for int8, whose operators are those of ONNX Runtime");
        }
    }

    /** 32-bit floats, as Glossa runs them. */
    public static GraphOptions of(GraphHead head) {
        return new GraphOptions(head, false, false, false, false);
    }

    /** The same with 8-bit products and tables, or not. */
    public GraphOptions int8(boolean int8) {
        return new GraphOptions(head, normalized, int8, portable, masked);
    }

    /** The same with embeddings of length 1, or not. */
    public GraphOptions normalized(boolean normalized) {
        return new GraphOptions(head, normalized, int8, portable, masked);
    }

    /** The same with an input {@code attention_mask}, or without. */
    public GraphOptions masked(boolean masked) {
        return new GraphOptions(head, normalized, int8, portable, masked);
    }

    /** The same with standard operators only, or not. */
    public GraphOptions portable(boolean portable) {
        return new GraphOptions(head, normalized, int8, portable, masked);
    }
}
