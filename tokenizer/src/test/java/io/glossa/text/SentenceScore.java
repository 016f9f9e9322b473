package io.glossa.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** How many of the inner boundaries of documents a splitter finds, and how many of those it finds are right. */
record SentenceScore(int right, int found, int gold) {
    static SentenceScore of(List<SentenceGold> documents, Function<String, SortedSet<Integer>> splitter) {
        int right = 0;
        int found = 0;
        int gold = 0;
        for (SentenceGold document : documents) {
            SortedSet<Integer> starts = splitter.apply(document.text());
            found += starts.size();
            gold += document.starts().size();
            right += (int) starts.stream().filter(document.starts()::contains).count();
        }
        return new SentenceScore(right, found, gold);
    }

    /** What a splitter finds: the starts of all sentences but the first. */
    static SortedSet<Integer> ours(SentenceSplitter splitter, String text) {
        SortedSet<Integer> starts = new TreeSet<>();
        splitter.split(text).stream().skip(1).forEach(s -> starts.add(s.start()));
        return starts;
    }

    static SortedSet<Integer> icu(String language, String text) {
        BreakIterator iterator = BreakIterator.getSentenceInstance(ULocale.forLanguageTag(language));
        iterator.setText(text);
        SortedSet<Integer> starts = new TreeSet<>();
        for (int i = iterator.first(); i != BreakIterator.DONE; i = iterator.next()) {
            add(starts, text, i);
        }
        return starts;
    }

    static SortedSet<Integer> java(String language, String text) {
        java.text.BreakIterator iterator =
                java.text.BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
        iterator.setText(text);
        SortedSet<Integer> starts = new TreeSet<>();
        for (int i = iterator.first(); i != java.text.BreakIterator.DONE; i = iterator.next()) {
            add(starts, text, i);
        }
        return starts;
    }

    /** A boundary counts where the next sentence begins, so white space on either side of it makes no difference. */
    private static void add(SortedSet<Integer> starts, String text, int boundary) {
        int start = SentenceStop.skipSpaces(text, boundary);
        if (boundary > 0 && start < text.length()) {
            starts.add(start);
        }
    }

    double precision() {
        return found == 0 ? 1 : (double) right / found;
    }

    double recall() {
        return gold == 0 ? 1 : (double) right / gold;
    }

    double f1() {
        return right == 0 ? 0 : 2.0 * right / (found + gold);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f, %.3f)", f1(), precision(), recall());
    }
}
