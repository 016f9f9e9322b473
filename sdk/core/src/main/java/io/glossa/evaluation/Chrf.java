package io.glossa.evaluation;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * chrF of translations: the F-score of n-grams of characters they share with a reference. Needs no tokenizer, and follows
 * people's judgement better than BLEU for languages of rich forms. Popović (2015), "chrF: character n-gram F-score for
 * automatic MT evaluation"; with n-grams of words as well chrF++, Popović (2017), "chrF++: words helping character n-grams";
 * details and signature as in sacreBLEU (Post 2018), to whose scores the build compares these. Characters are code points.
 * Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Chrf {
    private static final double EPSILON = 1e-16;
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final int characterOrder;
    private final int wordOrder;
    private final int beta;
    private final boolean lowercase;
    private final boolean whitespace;
    private final boolean epsilonSmoothing;

    private Chrf(Builder builder) {
        characterOrder = builder.characterOrder;
        wordOrder = builder.wordOrder;
        beta = builder.beta;
        lowercase = builder.lowercase;
        whitespace = builder.whitespace;
        epsilonSmoothing = builder.epsilonSmoothing;
    }

    /** chrF2: up to six characters, recall counts twice as much as precision. */
    public static Chrf chrf() {
        return builder().build();
    }

    /** chrF2++: as chrF2, and up to two words. */
    public static Chrf plusPlus() {
        return builder().wordOrder(2).build();
    }

    /** A builder with the settings of chrF2: up to six characters, no words, beta 2, case counts, white space does not. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Scores a corpus: n-grams are counted over all texts, of several references against the one with the highest score.
     *
     * @param hypotheses the translations; one may be empty
     * @param references for each translation one reference or more; their number may differ
     * @throws InvalidInputException if there is no hypothesis, the two lists are not of the same length, or a text has no
     *     reference
     * @throws NullPointerException if an argument, or something in it, is null
     */
    public ChrfScore corpus(List<String> hypotheses, List<? extends List<String>> references) {
        Translations.check("chrF", hypotheses, references);
        long[] sums = new long[3 * (characterOrder + wordOrder)];
        for (int i = 0; i < hypotheses.size(); i++) {
            long[] counts = best(hypotheses.get(i), references.get(i));
            for (int k = 0; k < sums.length; k++) {
                sums[k] += counts[k];
            }
        }
        String signature = "nrefs:" + Translations.references(references) + "|case:" + (lowercase ? "lc" : "mixed") + "|eff:"
                + (epsilonSmoothing ? "no" : "yes") + "|nc:" + characterOrder + "|nw:" + wordOrder + "|space:" + (whitespace ? "yes" : "no")
                + "|version:" + Translations.SACREBLEU;
        return new ChrfScore(score(sums), "chrF" + beta + "+".repeat(wordOrder), signature);
    }

    /**
     * Scores one sentence.
     *
     * @param hypothesis the translation; may be empty
     * @param references one or more
     * @throws InvalidInputException if there is no reference
     * @throws NullPointerException if an argument is null
     */
    public ChrfScore sentence(String hypothesis, List<String> references) {
        Objects.requireNonNull(hypothesis, "hypothesis");
        Objects.requireNonNull(references, "references");
        return corpus(List.of(hypothesis), List.of(references));
    }

    /**
     * Of each length: n-grams of the hypothesis, of the reference, and matches; against the reference that gives the highest
     * score.
     */
    private long[] best(String hypothesis, List<String> references) {
        List<NgramCounts> found = ngrams(hypothesis);
        long[] best = {};
        double highest = -1;
        for (String reference : references) {
            List<NgramCounts> wanted = ngrams(reference);
            long[] counts = new long[3 * found.size()];
            for (int i = 0; i < found.size(); i++) {
                counts[3 * i] = wanted.get(i).total() == 0 ? 0 : found.get(i).total();
                counts[3 * i + 1] = wanted.get(i).total();
                counts[3 * i + 2] = found.get(i).matches(wanted.get(i));
            }
            double score = score(counts);
            if (score > highest) {
                highest = score;
                best = counts;
            }
        }
        return best;
    }

    private List<NgramCounts> ngrams(String text) {
        String cased = lowercase ? text.toLowerCase(Locale.ROOT) : text;
        List<String> words = Whitespace.split(cased);
        int[] characters = (whitespace ? cased : String.join("", words)).codePoints().toArray();
        List<NgramCounts> ngrams = new ArrayList<>();
        for (int n = 1; n <= characterOrder; n++) {
            ngrams.add(NgramCounts.ofCharacters(characters, n));
        }
        List<String> parted = wordOrder == 0 ? words : partPunctuation(words);
        for (int n = 1; n <= wordOrder; n++) {
            ngrams.add(NgramCounts.ofWords(parted, n));
        }
        return ngrams;
    }

    /** Parts one mark of ASCII punctuation from the end of each word, or else from its start. */
    private static List<String> partPunctuation(List<String> words) {
        List<String> parted = new ArrayList<>();
        for (String word : words) {
            int last = word.length() - 1;
            if (word.codePointCount(0, word.length()) == 1) {
                parted.add(word);
            } else if (PUNCTUATION.indexOf(word.charAt(last)) >= 0) {
                parted.add(word.substring(0, last));
                parted.add(word.substring(last));
            } else if (PUNCTUATION.indexOf(word.charAt(0)) >= 0) {
                parted.add(word.substring(0, 1));
                parted.add(word.substring(1));
            } else {
                parted.add(word);
            }
        }
        return parted;
    }

    private double score(long[] counts) {
        double factor = (double) beta * beta;
        double sum = 0;
        double precisions = 0;
        double recalls = 0;
        int lengths = 0;
        for (int i = 0; i < counts.length; i += 3) {
            double precision = counts[i] > 0 ? (double) counts[i + 2] / counts[i] : EPSILON;
            double recall = counts[i + 1] > 0 ? (double) counts[i + 2] / counts[i + 1] : EPSILON;
            double below = factor * precision + recall;
            sum += below > 0 ? (1 + factor) * precision * recall / below : EPSILON;
            if (counts[i] > 0 && counts[i + 1] > 0) {
                precisions += precision;
                recalls += recall;
                lengths++;
            }
        }
        if (epsilonSmoothing) {
            return 100 * sum / (counts.length / 3);
        }
        if (lengths == 0 || precisions + recalls == 0) {
            return 0;
        }
        double precision = precisions / lengths;
        double recall = recalls / lengths;
        return 100 * ((1 + factor) * precision * recall / (factor * precision + recall));
    }

    /** Settings of chrF. Not thread-safe; a later call replaces an earlier one. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public static final class Builder {
        private int characterOrder = 6;
        private int wordOrder;
        private int beta = 2;
        private boolean lowercase;
        private boolean whitespace;
        private boolean epsilonSmoothing;

        private Builder() {}

        /**
         * Longest n-grams of characters; 6 if not called.
         *
         * @throws InvalidInputException if below 1
         */
        public Builder characterOrder(int characterOrder) {
            this.characterOrder = atLeast(characterOrder, 1, "characterOrder");
            return this;
        }

        /**
         * Longest n-grams of words; 0 if not called, 2 is chrF++.
         *
         * @throws InvalidInputException if below 0
         */
        public Builder wordOrder(int wordOrder) {
            this.wordOrder = atLeast(wordOrder, 0, "wordOrder");
            return this;
        }

        /**
         * How many times as much recall counts as precision; 2 if not called.
         *
         * @throws InvalidInputException if below 1
         */
        public Builder beta(int beta) {
            this.beta = atLeast(beta, 1, "beta");
            return this;
        }

        /** Whether case is ignored; false if not called. */
        public Builder lowercase(boolean lowercase) {
            this.lowercase = lowercase;
            return this;
        }

        /** Whether white space counts as characters; false if not called. */
        public Builder whitespace(boolean whitespace) {
            this.whitespace = whitespace;
            return this;
        }

        /**
         * Whether lengths without n-grams count with a tiny score, as in chrF++.py, NLTK and Moses; if not called, they are
         * left out.
         */
        public Builder epsilonSmoothing(boolean epsilonSmoothing) {
            this.epsilonSmoothing = epsilonSmoothing;
            return this;
        }

        /** The metric. */
        public Chrf build() {
            return new Chrf(this);
        }

        private static int atLeast(int value, int minimum, String name) {
            if (value < minimum) {
                throw new InvalidInputException(name + ": expected at least " + minimum + ", found " + value);
            }
            return value;
        }
    }
}
