package io.glossa.samples;

import io.glossa.Sentiment;
import io.glossa.SentimentAnalyzer;

/** Is a text for or against? The embedded English model answers, without a network. */
public final class SentimentSample {
    private SentimentSample() {}

    /** Takes a text, or uses one of its own. */
    public static void main(String[] args) {
        String text = args.length > 0 ? args[0] : "I loved every minute of it";
        // snippet:sentiment
        try (var analyzer = SentimentAnalyzer.load()) {
            Sentiment sentiment = analyzer.classify(text);
            System.out.println(sentiment.polarity() + " " + sentiment.score() + " " + sentiment.confidence());
        }
        // end
    }
}
