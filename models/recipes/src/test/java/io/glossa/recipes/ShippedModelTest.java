package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.Polarity;
import io.glossa.SentimentAnalyzer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded model on plain sentences of every day. */
class ShippedModelTest {
    private static SentimentAnalyzer analyzer;

    @BeforeAll
    static void load() {
        analyzer = SentimentAnalyzer.load();
        assertThat(analyzer.labels()).isEqualTo(List.of("negative", "positive"));
    }

    @AfterAll
    static void close() {
        analyzer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "I loved every minute of it",
        "Thank you so much, this made my day!",
        "The staff were very friendly.",
        "What a beautiful song.",
        "Best purchase I have made this year.",
        "My daughter is so happy with her new bike.",
        "Fast delivery and excellent quality.",
    })
    void classify_positive(String text) {
        assertThat(analyzer.classify(text).polarity()).isEqualTo(Polarity.POSITIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "I hated every minute of it",
        "The food was cold and the waiter was rude.",
        "It broke after two days.",
        "Worst customer service ever, I want my money back.",
        "This film is a boring mess.",
        "I am really disappointed with this product.",
        "The app keeps crashing and support never answers.",
    })
    void classify_negative(String text) {
        assertThat(analyzer.classify(text).polarity()).isEqualTo(Polarity.NEGATIVE);
    }
}
