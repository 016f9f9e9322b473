package io.glossa;

import io.glossa.error.InvalidInputException;
import io.glossa.internal.pipeline.MathOps;
import java.util.Arrays;
import org.apiguardian.api.API;

/**
 * A text as a vector; texts of like meaning have vectors of like direction. Immutable.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Embedding {
    private final float[] vector;
    private final TokenUsage usage;

    Embedding(float[] vector, TokenUsage usage) {
        this.vector = vector;
        this.usage = usage;
    }

    /** The numbers; a copy. */
    public float[] vector() {
        return vector.clone();
    }

    /** How many numbers. */
    public int dimension() {
        return vector.length;
    }

    /** What the model read of the text. */
    public TokenUsage usage() {
        return usage;
    }

    /**
     * Cosine of the angle between two vectors: 1 for the same direction, 0 for unrelated, −1 for opposite.
     *
     * @throws InvalidInputException if the other has another dimension, and so comes from another model
     */
    public double cosine(Embedding other) {
        if (other.vector.length != vector.length) {
            throw new InvalidInputException("embedding: expected " + vector.length + " numbers, found " + other.vector.length
                    + "; compare embeddings of the same model");
        }
        double norms = Math.sqrt(MathOps.dot(vector, vector)) * Math.sqrt(MathOps.dot(other.vector, other.vector));
        return norms == 0 ? 0 : MathOps.dot(vector, other.vector) / norms;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(that.vector, vector);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(vector);
    }

    @Override
    public String toString() {
        return "Embedding[" + vector.length + "]";
    }
}
