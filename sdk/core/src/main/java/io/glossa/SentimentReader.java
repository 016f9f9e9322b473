package io.glossa;

import io.glossa.internal.pipeline.PolarityMap;
import io.glossa.text.LanguageHint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model of a {@link SentimentAnalyzer}: a classifier whose labels are read through a polarity map.
 *
 * @param classifier the classifier
 * @param polarities what its labels are worth
 * @param languages what it was made for; empty if its manifest does not say
 * @param warned whether it was said that a text is in another script
 */
record SentimentReader(TextClassifier classifier, PolarityMap polarities, List<String> languages, AtomicBoolean warned) {
    private static final Logger LOG = LoggerFactory.getLogger(SentimentAnalyzer.class);

    SentimentReader with(TextOptions options) {
        return new SentimentReader(classifier.with(options), polarities, languages, warned);
    }

    /** Reads texts that are already cleaned. */
    List<Sentiment> read(List<String> texts, List<LanguageHint> hints) {
        List<Classification> classifications = classifier.classifyCleaned(texts);
        List<Sentiment> sentiments = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            LanguageHint hint = hints.get(i);
            boolean foreign = !languages.isEmpty() && languages.stream().noneMatch(hint::couldBe);
            if (foreign && warned.compareAndSet(false, true)) {
                LOG.warn("{} is made for {}; a text is mostly in another script ({}), so its sentiment means little. Results for"
                        + " such texts say foreignScript; this is logged once", classifier.model().name(), languages, hint.script());
            }
            sentiments.add(sentiment(classifications.get(i), foreign));
        }
        return sentiments;
    }

    private Sentiment sentiment(Classification classification, boolean foreign) {
        double[] mass = new double[Polarity.values().length];
        double score = 0;
        float[] probabilities = classification.activation().apply(classification.logits());
        for (int i = 0; i < probabilities.length; i++) {
            double value = polarities.value(i);
            double probability = probabilities[i];
            mass[(value < 0 ? Polarity.NEGATIVE : value > 0 ? Polarity.POSITIVE : Polarity.NEUTRAL).ordinal()] += probability;
            score += value * probability;
        }
        Polarity best = Polarity.NEGATIVE;
        for (Polarity polarity : Polarity.values()) {
            if (mass[polarity.ordinal()] > mass[best.ordinal()]) {
                best = polarity;
            }
        }
        return new Sentiment(best, (float) Math.max(-1, Math.min(1, score)), (float) Math.min(1, mass[best.ordinal()]),
                classification, foreign);
    }
}
