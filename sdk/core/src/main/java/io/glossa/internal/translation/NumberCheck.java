package io.glossa.internal.translation;

import io.glossa.GlossaryFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the numbers of a sentence with those of its translation; how often each is there counts, the order does not. */
final class NumberCheck {
    private NumberCheck() {}

    /**
     * What is missing and what was added.
     *
     * @param spans protected in the segment: numbers in these are not looked at
     * @param words of the translation, without what is protected
     */
    static List<GlossaryFailure> compare(
            SourceText source, Segment segment, List<ProtectedSpan> spans, String words, SegmentRules rules) {
        String sentence = source.text().substring(segment.start(), segment.end());
        List<Numbers.Found> expected = new ArrayList<>();
        int next = 0;
        for (Numbers.Found number : Numbers.of(sentence, rules.sourceLanguage())) {
            while (next < spans.size() && spans.get(next).end() - segment.start() <= number.start()) {
                next++;
            }
            if (next == spans.size() || spans.get(next).start() - segment.start() >= number.end()) {
                expected.add(number);
            }
        }
        Map<String, Integer> left = new HashMap<>();
        Numbers.of(words, rules.targetLanguage()).forEach(number -> left.merge(number.value(), 1, Integer::sum));
        List<GlossaryFailure> failures = new ArrayList<>();
        for (Numbers.Found number : expected) {
            if (left.merge(number.value(), -1, Integer::sum) < 0) {
                failures.add(new GlossaryFailure(GlossaryFailure.Kind.NUMBER_MISSING,
                        sentence.substring(number.start(), number.end()), segment.start() + number.start(),
                        segment.start() + number.end()));
            }
        }
        for (Numbers.Found number : Numbers.of(words, rules.targetLanguage())) {
            if (left.get(number.value()) > 0) {
                left.merge(number.value(), -1, Integer::sum);
                failures.add(new GlossaryFailure(GlossaryFailure.Kind.NUMBER_ADDED,
                        words.substring(number.start(), number.end()), segment.start(), segment.end()));
            }
        }
        return failures;
    }
}
