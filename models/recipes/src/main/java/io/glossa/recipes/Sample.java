package io.glossa.recipes;

import java.util.Objects;

/**
 * A text to learn from and its embedding. Two samples are the same only if they are one object.
 */
final class Sample {
    private final LabelledText text;
    private final float[] vector;

    /**
     * A sample.
     *
     * @param vector the text's embedding; not copied, not to be changed
     */
    Sample(LabelledText text, float[] vector) {
        this.text = Objects.requireNonNull(text, "text");
        this.vector = Objects.requireNonNull(vector, "vector");
    }

    String text() {
        return text.text();
    }

    boolean positive() {
        return text.positive();
    }

    float[] vector() {
        return vector;
    }
}
