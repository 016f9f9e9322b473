package com.example;

import io.glossa.SentimentAnalyzer;
import java.util.concurrent.Callable;

/** What each of the class loaders runs. */
public class Application implements Callable<String> {
    @Override
    public String call() {
        try (var analyzer = SentimentAnalyzer.load()) {
            return analyzer.classify("I loved every minute of it").polarity() + " " + NativeTokens.of("good morning");
        }
    }
}
