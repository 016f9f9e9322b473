package io.glossa.models;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * Which files of a model of the hub are fetched ahead of their use. Settings and tokenizer files always are.
 *
 * @param precision which graph; {@link Precision#AUTO} as {@link ModelDirectory#onnx} picks it
 * @param content graphs, weights, or all
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record PullOptions(Precision precision, Content content) {
    /** What holds the model's numbers. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public enum Content {
        /** The ONNX graph if there is one, else the weights. */
        AUTO,
        /** The ONNX graph, or the graphs of a sequence-to-sequence model, with their external data. */
        ONNX,
        /** Safetensors; PyTorch's {@code pytorch_model.bin} only where there are none. */
        WEIGHTS,
        /** Every file of the repository. */
        ALL
    }

    /** Refuses nulls. */
    public PullOptions {
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(content, "content");
    }

    /**
     * Any precision, the graph if there is one.
     *
     * @return {@link Precision#AUTO} and {@link Content#AUTO}
     */
    public static PullOptions defaults() {
        return new PullOptions(Precision.AUTO, Content.AUTO);
    }
}
