package io.glossa;

import org.apiguardian.api.API;

/** How logits become scores. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Activation {
    /** Scores of all labels add up to 1: one label is right. */
    SOFTMAX,
    /** Each label's score stands for itself: any number of labels may be right. */
    SIGMOID,
    /** The scores are the logits: regression. */
    NONE;

    /** Applies it to one text's logits. */
    float[] apply(float[] logits) {
        return switch (this) {
            case SOFTMAX -> io.glossa.internal.pipeline.MathOps.softmax(logits);
            case SIGMOID -> io.glossa.internal.pipeline.MathOps.sigmoid(logits);
            case NONE -> logits.clone();
        };
    }
}
