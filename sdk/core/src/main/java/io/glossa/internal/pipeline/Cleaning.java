package io.glossa.internal.pipeline;

import io.glossa.text.CleanedText;
import io.glossa.text.TextCleaner;
import io.glossa.tokenizer.TextPair;
import java.util.Arrays;
import java.util.List;

/**
 * Cleans texts on the threads of a handle. Thread-safe.
 *
 * @param cleaner what happens to texts
 * @param workers the threads
 */
record Cleaning(TextCleaner cleaner, Workers workers) {
    List<String> clean(List<String> texts) {
        return cleaner.isNone() ? texts : cleaned(texts).stream().map(CleanedText::text).toList();
    }

    List<CleanedText> cleaned(List<String> texts) {
        CleanedText[] cleaned = new CleanedText[texts.size()];
        workers.forEach(cleaned.length, i -> cleaned[i] = cleaner.clean(texts.get(i)));
        return Arrays.asList(cleaned);
    }

    List<TextPair> cleanPairs(List<TextPair> pairs) {
        if (cleaner.isNone()) {
            return pairs;
        }
        TextPair[] cleaned = new TextPair[pairs.size()];
        workers.forEach(cleaned.length, i -> {
            TextPair pair = pairs.get(i);
            String second = pair.pair();
            cleaned[i] = new TextPair(cleaner.clean(pair.text()).text(), second == null ? null : cleaner.clean(second).text());
        });
        return Arrays.asList(cleaned);
    }
}
