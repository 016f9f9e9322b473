package io.glossa.internal.translation;

import io.glossa.Glossary;
import io.glossa.ProtectedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Finds all that is protected in a text. Immutable and thread-safe. */
final class SpanFinder {
    private final TermMatcher terms;
    private final PatternFinder patterns;

    /** @param wrapped whether a term may reach across a line break */
    SpanFinder(Glossary glossary, Set<ProtectedText> kinds, boolean wrapped) {
        this.terms = new TermMatcher(glossary, wrapped);
        this.patterns = new PatternFinder(kinds);
    }

    /**
     * What is protected, in order and without overlaps: what begins first counts, of those the longest, of those the term.
     */
    List<ProtectedSpan> find(String text) {
        List<ProtectedSpan> found = new ArrayList<>();
        terms.find(text, found);
        patterns.find(text, found);
        found.sort(Comparator.comparingInt(ProtectedSpan::start)
                .thenComparing(Comparator.comparingInt(ProtectedSpan::length).reversed())
                .thenComparing(span -> !span.isTerm()));
        List<ProtectedSpan> chosen = new ArrayList<>();
        int end = 0;
        for (ProtectedSpan span : found) {
            if (span.start() >= end) {
                chosen.add(span);
                end = span.end();
            }
        }
        return chosen;
    }
}
