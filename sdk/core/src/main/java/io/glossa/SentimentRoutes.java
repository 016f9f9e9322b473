package io.glossa;

import io.glossa.internal.pipeline.IndexedFailure;
import io.glossa.text.LanguageDetector;
import io.glossa.text.LanguageHint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which model reads which text: Chinese goes to the model for it where there is one, all else to the main one. What each
 * model gets of a list it reads together, and results come back in the order of the texts.
 *
 * @param main reads what no other does
 * @param chinese reads texts in Han characters, or null
 */
record SentimentRoutes(SentimentReader main, @Nullable SentimentReader chinese) implements AutoCloseable {
    private static final String HAN = "Hani";

    SentimentRoutes with(TextOptions options) {
        return new SentimentRoutes(main.with(options), chinese == null ? null : chinese.with(options));
    }

    /**
     * Reads texts, in order.
     *
     * @throws IndexedFailure for the first text that cannot be read
     */
    List<Sentiment> read(List<String> given) {
        List<String> texts = main.classifier().clean(given);
        List<LanguageHint> hints = texts.stream().map(LanguageDetector.scripts()::detect).toList();
        if (chinese == null) {
            return main.read(texts, hints);
        }
        Sentiment[] results = new Sentiment[texts.size()];
        IndexedFailure first = null;
        for (SentimentReader reader : List.of(main, chinese)) {
            List<Integer> mine = new ArrayList<>();
            for (int i = 0; i < results.length; i++) {
                if (hints.get(i).script().equals(HAN) == (reader == chinese)) {
                    mine.add(i);
                }
            }
            try {
                List<Sentiment> read = mine.isEmpty() ? List.of()
                        : reader.read(mine.stream().map(texts::get).toList(), mine.stream().map(hints::get).toList());
                for (int i = 0; i < read.size(); i++) {
                    results[mine.get(i)] = read.get(i);
                }
            } catch (IndexedFailure e) {
                int index = mine.get(e.index());
                if (first == null || index < first.index()) {
                    first = new IndexedFailure(index, e.reason());
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return Arrays.asList(results);
    }

    @Override
    public void close() {
        try {
            main.classifier().close();
        } finally {
            if (chinese != null) {
                chinese.classifier().close();
            }
        }
    }
}
