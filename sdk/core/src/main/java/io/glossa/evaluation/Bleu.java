package io.glossa.evaluation;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * BLEU of translations: how many n-grams of one to four words they share with references, with a penalty for being short.
 * Papineni, Roukos, Ward and Zhu (2002), "BLEU: a Method for Automatic Evaluation of Machine Translation"; words, smoothing
 * and signature as in sacreBLEU (Post 2018, "A Call for Clarity in Reporting BLEU Scores"), to whose scores the build
 * compares these. Texts go in as people read them, not tokenized. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Bleu {
    private static final int ORDER = 4;
    private static final double LOG_OF_ZERO = -9999999999.0;

    private final BleuTokenizer tokenizer;
    private final boolean lowercase;
    private final BleuSmoothing smoothing;
    private final double smoothingValue;
    private final boolean effectiveOrder;

    private Bleu(Builder builder) {
        tokenizer = builder.tokenizer;
        lowercase = builder.lowercase;
        smoothing = builder.smoothing;
        smoothingValue = builder.smoothingValue;
        effectiveOrder = builder.effectiveOrder;
    }

    /** BLEU with the usual settings and a tokenizer: exponential smoothing, case counts, always four word lengths. */
    public static Bleu of(BleuTokenizer tokenizer) {
        return builder().tokenizer(tokenizer).build();
    }

    /** A builder: tokenizer 13a, exponential smoothing, case counts, always four word lengths. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Scores a corpus: n-grams are counted over all texts, so this is not the mean over sentences.
     *
     * @param hypotheses the translations; one may be empty
     * @param references for each translation one reference or more; their number may differ
     * @throws InvalidInputException if there is no hypothesis, the two lists are not of the same length, or a text has no
     *     reference
     * @throws NullPointerException if an argument, or something in it, is null
     */
    public BleuScore corpus(List<String> hypotheses, List<? extends List<String>> references) {
        Translations.check("BLEU", hypotheses, references);
        Tally tally = new Tally();
        for (int i = 0; i < hypotheses.size(); i++) {
            tally.add(hypotheses.get(i), references.get(i));
        }
        return tally.score(effectiveOrder, Translations.references(references));
    }

    /**
     * Scores one sentence. Lengths that the sentence has no n-grams of are left out whatever the builder says (effective
     * order), since a sentence of three words would have no score. Scores of single sentences say little; average none of them.
     *
     * @param hypothesis the translation; may be empty
     * @param references one or more
     * @throws InvalidInputException if there is no reference
     * @throws NullPointerException if an argument is null
     */
    public BleuScore sentence(String hypothesis, List<String> references) {
        Objects.requireNonNull(hypothesis, "hypothesis");
        Objects.requireNonNull(references, "references");
        List<List<String>> one = List.of(references);
        Translations.check("BLEU", List.of(hypothesis), one);
        Tally tally = new Tally();
        tally.add(hypothesis, references);
        return tally.score(true, Translations.references(one));
    }

    private List<String> words(String text) {
        String cased = lowercase ? text.toLowerCase(Locale.ROOT) : text;
        return Whitespace.split(tokenizer.words(Whitespace.stripEnd(cased)));
    }

    /** What is counted over texts. */
    private final class Tally {
        private final long[] matches = new long[ORDER];
        private final long[] ngrams = new long[ORDER];
        private long hypothesisLength;
        private long referenceLength;

        void add(String hypothesis, List<String> references) {
            List<String> words = words(hypothesis);
            List<List<String>> others = references.stream().map(Bleu.this::words).toList();
            for (int n = 1; n <= ORDER; n++) {
                NgramCounts found = NgramCounts.ofWords(words, n);
                NgramCounts most = new NgramCounts();
                for (List<String> other : others) {
                    most.raise(NgramCounts.ofWords(other, n));
                }
                matches[n - 1] += found.matches(most);
                ngrams[n - 1] += found.total();
            }
            hypothesisLength += words.size();
            referenceLength += nearest(words.size(), others);
        }

        private int nearest(int length, List<List<String>> others) {
            int nearest = others.get(0).size();
            for (List<String> other : others) {
                int difference = Math.abs(other.size() - length) - Math.abs(nearest - length);
                if (difference < 0 || difference == 0 && other.size() < nearest) {
                    nearest = other.size();
                }
            }
            return nearest;
        }

        BleuScore score(boolean effective, String references) {
            double penalty = hypothesisLength >= referenceLength ? 1
                    : hypothesisLength == 0 ? 0 : Math.exp(1 - (double) referenceLength / hypothesisLength);
            double[] precisions = new double[ORDER];
            boolean any = false;
            for (long match : matches) {
                any |= match > 0;
            }
            double score = any ? penalty * Math.exp(smooth(precisions, effective)) : 0;
            List<Double> list = new ArrayList<>();
            for (double precision : precisions) {
                list.add(precision);
            }
            String signature = "nrefs:" + references + "|case:" + (lowercase ? "lc" : "mixed") + "|eff:" + (effective ? "yes" : "no")
                    + "|tok:" + tokenizer.id() + "|smooth:" + smoothing.signature(smoothingValue) + "|version:" + Translations.SACREBLEU;
            return new BleuScore(score, list, penalty, hypothesisLength, referenceLength, signature);
        }

        /** Fills in the precisions, in percent, and gives the mean of their logarithms. */
        private double smooth(double[] precisions, boolean effective) {
            double halves = 1;
            int order = ORDER;
            for (int n = 1; n <= ORDER; n++) {
                double added = smoothing == BleuSmoothing.ADD_K && n > 1 ? smoothingValue : 0;
                double match = matches[n - 1] + added;
                double all = ngrams[n - 1] + added;
                if (all == 0) {
                    break;
                }
                order = effective ? n : order;
                if (match > 0) {
                    precisions[n - 1] = 100 * match / all;
                } else if (smoothing == BleuSmoothing.EXPONENTIAL) {
                    halves *= 2;
                    precisions[n - 1] = 100 / (halves * all);
                } else if (smoothing == BleuSmoothing.FLOOR) {
                    precisions[n - 1] = 100 * smoothingValue / all;
                }
            }
            double sum = 0;
            for (int i = 0; i < order; i++) {
                sum += precisions[i] == 0 ? LOG_OF_ZERO : Math.log(precisions[i]);
            }
            return sum / order;
        }
    }

    /** Settings of BLEU. Not thread-safe; a later call replaces an earlier one. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public static final class Builder {
        private BleuTokenizer tokenizer = BleuTokenizer.WMT_13A;
        private boolean lowercase;
        private BleuSmoothing smoothing = BleuSmoothing.EXPONENTIAL;
        private double smoothingValue;
        private boolean effectiveOrder;

        private Builder() {}

        /** How texts are cut into words. */
        public Builder tokenizer(BleuTokenizer tokenizer) {
            this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
            return this;
        }

        /** Whether case is ignored; false if not called. */
        public Builder lowercase(boolean lowercase) {
            this.lowercase = lowercase;
            return this;
        }

        /** What is done where nothing matches, with its usual number. */
        public Builder smoothing(BleuSmoothing smoothing) {
            this.smoothing = Objects.requireNonNull(smoothing, "smoothing");
            this.smoothingValue = smoothing.usual();
            return this;
        }

        /**
         * What is done where nothing matches, with a number of its own; only {@code FLOOR} and {@code ADD_K} use it.
         *
         * @throws InvalidInputException if the number is negative or not finite
         */
        public Builder smoothing(BleuSmoothing smoothing, double value) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new InvalidInputException("smoothing: expected a number from 0, found " + value);
            }
            this.smoothing = Objects.requireNonNull(smoothing, "smoothing");
            this.smoothingValue = value;
            return this;
        }

        /** Whether lengths without any n-gram are left out of a corpus score; false if not called. */
        public Builder effectiveOrder(boolean effectiveOrder) {
            this.effectiveOrder = effectiveOrder;
            return this;
        }

        /** The metric. */
        public Bleu build() {
            return new Bleu(this);
        }
    }
}
