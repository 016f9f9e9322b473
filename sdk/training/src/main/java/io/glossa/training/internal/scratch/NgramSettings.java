package io.glossa.training.internal.scratch;

import io.glossa.tokenizer.internal.NgramOptions;
import io.glossa.tokenizer.lucene.AnalyzedWords;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How a linear model of n-grams is made.
 *
 * @param analyzer what cuts words; empty to choose by the script of the texts
 * @param ngrams which n-grams
 * @param lambda λ of the penalty; empty to choose it on examples that are held out
 * @param labelWeights weight of each label [l]; null for 1
 * @param seed of held-out examples and order
 * @param threads most threads; the result does not depend on it
 */
public record NgramSettings(Optional<AnalyzedWords.Kind> analyzer, NgramOptions ngrams, OptionalDouble lambda,
        double @Nullable [] labelWeights, long seed, int threads) {
    /** One and two words, two to five characters, 2^20 buckets: good on all data it was measured on. */
    public static final NgramOptions NGRAMS = new NgramOptions(20, 2, 2, 5);

    /** Checks for null. */
    public NgramSettings {
        Objects.requireNonNull(analyzer, "analyzer");
        Objects.requireNonNull(ngrams, "ngrams");
        Objects.requireNonNull(lambda, "lambda");
        labelWeights = labelWeights == null ? null : labelWeights.clone();
    }

    /** Analyzer and λ chosen, no weights, seed 13, all processors. */
    public static NgramSettings defaults() {
        return new NgramSettings(Optional.empty(), NGRAMS, OptionalDouble.empty(), null, 13, Runtime.getRuntime().availableProcessors());
    }

    /** The weights, or null; the caller's own. */
    @Override
    public double @Nullable [] labelWeights() {
        return labelWeights == null ? null : labelWeights.clone();
    }
}
