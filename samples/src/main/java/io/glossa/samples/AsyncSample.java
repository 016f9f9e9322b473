package io.glossa.samples;

import io.glossa.Sentiment;
import io.glossa.SentimentAnalyzer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How do I not wait? Every task also gives a future, on the handle's own threads or on yours. */
public final class AsyncSample {
    private AsyncSample() {}

    /** Needs no argument. */
    public static void main(String[] args) {
        // snippet:async
        try (var analyzer = SentimentAnalyzer.load()) {
            CompletableFuture<Sentiment> one = analyzer.classifyAsync("Great value.");
            CompletableFuture<List<Sentiment>> many = analyzer.classifyAsync(List.of("Too loud.", "Quiet and clean."));
            System.out.println(one.join().polarity() + ", " + many.join().size() + " more");
        }
        // end
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            // snippet:async-executor
            try (var analyzer = SentimentAnalyzer.load()) {
                String line = analyzer.classifyAsync("Great value.", executor)
                        .thenApply(sentiment -> sentiment.polarity().name())
                        .exceptionally(failure -> "no answer: " + failure.getMessage())
                        .join();
                System.out.println(line);
            }
            // end
        } finally {
            executor.shutdown();
        }
    }
}
