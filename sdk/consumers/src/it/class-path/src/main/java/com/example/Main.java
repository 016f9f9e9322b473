package com.example;

import io.glossa.SentimentAnalyzer;

public class Main {
    public static void main(String[] args) {
        try (var analyzer = SentimentAnalyzer.load()) {
            System.out.println(analyzer.classify("I loved every minute of it").polarity());
        }
    }
}
