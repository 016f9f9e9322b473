package io.glossa.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text and every choice of steps. */
class TextCleanerPropertyTest {
    @Provide
    Arbitrary<String> texts() {
        return Texts.any();
    }

    @Provide
    Arbitrary<TextCleaner> cleaners() {
        return Texts.cleaners();
    }

    @Provide
    Arbitrary<TextCleaner> idempotent() {
        return Texts.idempotentCleaners();
    }

    @Property
    void none_isIdentity(@ForAll("texts") String text) {
        CleanedText cleaned = TextCleaner.none().clean(text);
        assertThat(cleaned.text()).isSameAs(text);
        assertThat(cleaned.changed()).isFalse();
        for (int i = 0; i < text.length(); i++) {
            assertThat(cleaned.toOriginal(i, i + 1)).isEqualTo(new TextSpan(i, i + 1));
        }
    }

    @Property(tries = 6000)
    void cleaningTwice_isCleaningOnce(@ForAll("texts") String text, @ForAll("idempotent") TextCleaner cleaner) {
        String once = cleaner.clean(text).text();
        CleanedText twice = cleaner.clean(once);
        assertThat(twice.text()).isEqualTo(once);
        assertThat(twice.changed()).isFalse();
    }

    @Property(tries = 4000)
    void offsets_areMonotoneAndInside(@ForAll("texts") String text, @ForAll("cleaners") TextCleaner cleaner) {
        CleanedText cleaned = cleaner.clean(text);
        check(cleaned, cleaned.text().length(), text.length(), true);
        check(cleaned, text.length(), cleaned.text().length(), false);
    }

    private static void check(CleanedText cleaned, int length, int lengthTo, boolean toOriginal) {
        TextSpan before = new TextSpan(0, 0);
        for (int i = 0; i < length; i++) {
            TextSpan one = toOriginal ? cleaned.toOriginal(i, i + 1) : cleaned.toCleaned(i, i + 1);
            assertThat(one.end()).isLessThanOrEqualTo(lengthTo);
            assertThat(one.start()).isGreaterThanOrEqualTo(before.start());
            assertThat(one.end()).isGreaterThanOrEqualTo(before.end());
            if (toOriginal) {
                assertThat(one.length()).as("nothing comes from nothing").isPositive();
            }
            TextSpan empty = toOriginal ? cleaned.toOriginal(i, i) : cleaned.toCleaned(i, i);
            assertThat(empty.length()).isZero();
            assertThat(empty.start()).isEqualTo(one.start());
            before = one;
        }
    }

    @Property(tries = 2000)
    void span_coversItsParts(@ForAll("texts") String text, @ForAll("cleaners") TextCleaner cleaner) {
        CleanedText cleaned = cleaner.clean(text);
        int length = cleaned.text().length();
        for (int start = 0; start < length; start += 3) {
            for (int end = start + 1; end <= length; end += 2) {
                TextSpan span = cleaned.toOriginal(start, end);
                assertThat(span.start()).isEqualTo(cleaned.toOriginal(start, start + 1).start());
                assertThat(span.end()).isEqualTo(cleaned.toOriginal(end - 1, end).end());
                TextSpan back = cleaned.toCleaned(span.start(), span.end());
                assertThat(back.start()).isLessThanOrEqualTo(start);
                assertThat(back.end()).isGreaterThanOrEqualTo(end);
            }
        }
    }

    /** A unit that maps to a stretch of its own and is alone there is the same unit. */
    @Property(tries = 2000)
    void unchangedCharacters_mapExactly(@ForAll("texts") String text) {
        CleanedText cleaned = TextCleaner.builder().invisible().whitespace(TextCleaner.Whitespace.SPACE).build().clean(text);
        for (int i = 0; i < cleaned.text().length(); i++) {
            TextSpan span = cleaned.toOriginal(i, i + 1);
            char c = cleaned.text().charAt(i);
            if (c != ' ' && c != '\uFFFD') {
                assertThat(text.substring(span.start(), span.end())).isEqualTo(String.valueOf(c));
            }
        }
    }

    /** Maps of steps put together against steps asked one after the other, until nothing more is touched. */
    @Property(tries = 3000)
    void stepsTogether_mapAsStepsOneByOne(@ForAll("texts") String text) {
        CleanedText between = builder(true).build().clean(text);
        CleanedText last = builder(false).normalization(TextCleaner.Normalization.NFKC).build().clean(between.text());
        CleanedText whole = builder(true).normalization(TextCleaner.Normalization.NFKC).build().clean(text);
        assertThat(whole.text()).isEqualTo(last.text());
        int length = last.text().length();
        for (int i = 0; i < length; i++) {
            TextSpan direct = whole.toOriginal(i, i + 1);
            TextSpan stepwise = stepwise(between, last, i);
            assertThat(direct.start()).isLessThanOrEqualTo(stepwise.start());
            assertThat(direct.end()).isGreaterThanOrEqualTo(stepwise.end());
            if (i > 0) {
                assertThat(direct.start()).isGreaterThanOrEqualTo(stepwise(between, last, i - 1).start());
            }
            if (i + 1 < length) {
                assertThat(direct.end()).isLessThanOrEqualTo(stepwise(between, last, i + 1).end());
            }
        }
    }

    private static TextCleaner.Builder builder(boolean first) {
        return first ? TextCleaner.builder().html().invisible() : TextCleaner.builder();
    }

    private static TextSpan stepwise(CleanedText between, CleanedText last, int unit) {
        TextSpan span = new TextSpan(unit, unit + 1);
        while (true) {
            TextSpan middle = last.toOriginal(span.start(), span.end());
            TextSpan origin = between.toOriginal(middle.start(), middle.end());
            TextSpan touched = between.toCleaned(origin.start(), origin.end());
            TextSpan grown = last.toCleaned(touched.start(), touched.end());
            if (grown.equals(span)) {
                return origin;
            }
            span = grown;
        }
    }
}
