package io.glossa.samples;

import io.glossa.Sentiment;
import io.glossa.SentimentAnalyzer;
import java.util.List;

/** Is a text for or against? The embedded English model answers, without a network. */
public final class SentimentSample {
    private SentimentSample() {}

    /** Needs no argument. */
    public static void main(String[] args) {
        // snippet:sentiment
        try (var analyzer = SentimentAnalyzer.load()) {
            Sentiment sentiment = analyzer.classify("I loved every minute of it");
            System.out.println(sentiment.polarity() + " " + sentiment.score() + " " + sentiment.confidence());
        }
        // end
        // snippet:sentiment-list
        try (var analyzer = SentimentAnalyzer.load()) {
            for (Sentiment sentiment : analyzer.classify(List.of("A dull, endless waste of my evening", "A joy to watch"))) {
                System.out.println(sentiment.polarity() + " " + sentiment.score());
            }
        }
        // end
    }
}
