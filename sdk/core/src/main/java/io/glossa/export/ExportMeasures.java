package io.glossa.export;

import io.glossa.evaluation.ClassificationEvaluation;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * What an exported graph does on texts, against the 32-bit graph that Glossa writes from the same weights. Immutable and
 * thread-safe.
 *
 * @param texts how many texts
 * @param maxDifference largest difference of two logits, or of two numbers of a vector; not finite if the graph gave a number
 *     that is none
 * @param agreement 0 to 1. Classifiers: share of the texts that are given the same labels. Token classifiers: share of the
 *     tokens. Models with one score, such as rerankers: share of the pairs of texts that both graphs put into the same order.
 *     Empty for embeddings, and where a model with one score gave all texts the same one
 * @param meanCosine mean cosine of a text's two vectors, −1 to 1; for embeddings only
 * @param minCosine least cosine of a text's two vectors, −1 to 1; for embeddings only
 * @param before the 32-bit graph's answers against the right labels; only for classifiers of texts with two labels or more, and
 *     where labels are known
 * @param after the exported graph's answers against the same labels
 * @param speedRatio processor time of the 32-bit graph over that of the exported one, from text to result on one thread; above 1
 *     is faster. The medians of 7 rounds that take turns, on at most 64 of the texts
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record ExportMeasures(long texts, double maxDifference, OptionalDouble agreement, OptionalDouble meanCosine,
        OptionalDouble minCosine, Optional<ClassificationEvaluation> before, Optional<ClassificationEvaluation> after,
        double speedRatio) {
    /** Refuses null. */
    public ExportMeasures {
        Objects.requireNonNull(agreement, "agreement");
        Objects.requireNonNull(meanCosine, "meanCosine");
        Objects.requireNonNull(minCosine, "minCosine");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }

    /** How much accuracy is lost, as a share of the texts: 0.01 is one point; negative if there is more of it than before. */
    public OptionalDouble accuracyLoss() {
        return before.isPresent() && after.isPresent()
                ? OptionalDouble.of(before.get().accuracy() - after.get().accuracy())
                : OptionalDouble.empty();
    }
}
