package io.glossa.internal.translation;

import io.glossa.Glossary;
import io.glossa.text.internal.Boundaries;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the terms of a glossary: from left to right, the longest at each place. The terms are a trie of code points; the time
 * for a text grows with its length and the longest term, not with the number of terms. Immutable and thread-safe.
 */
final class TermMatcher {
    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();
        private boolean term;
        /** What the term becomes; null for what stands in the text. */
        private @Nullable String target;
    }

    private final Node root = new Node();
    private final boolean caseSensitive;
    private final boolean wrapped;

    /** @param wrapped whether a line break is a space */
    TermMatcher(Glossary glossary, boolean wrapped) {
        this.wrapped = wrapped;
        this.caseSensitive = glossary.isCaseSensitive();
        glossary.terms().forEach(this::add);
        glossary.kept().forEach(term -> add(term, null));
    }

    private void add(String term, @Nullable String target) {
        Node node = root;
        for (int i = 0; i < term.length(); i = after(term, i)) {
            int symbol = Characters.isSpace(term.charAt(i)) ? ' ' : folded(term, i);
            node = node.next.computeIfAbsent(symbol, c -> new Node());
        }
        node.term = true;
        node.target = target;
    }

    /** Adds the terms of a text, in order. Terms do not overlap each other. */
    void find(String text, List<ProtectedSpan> found) {
        if (root.next.isEmpty()) {
            return;
        }
        BitSet words = null;
        int i = 0;
        while (i < text.length()) {
            int skip = Character.charCount(text.codePointAt(i));
            if (root.next.containsKey(folded(text, i))) {
                words = words == null ? Boundaries.words(text) : words;
                ProtectedSpan span = at(text, i, words);
                if (span != null) {
                    found.add(span);
                    skip = span.length();
                }
            }
            i += skip;
        }
    }

    private @Nullable ProtectedSpan at(String text, int start, BitSet words) {
        if (!isBoundary(text, start, words)) {
            return null;
        }
        ProtectedSpan longest = null;
        Node node = root;
        for (int i = start; i < text.length(); ) {
            node = node.next.get(symbol(text, i));
            if (node == null) {
                break;
            }
            i = after(text, i);
            if (node.term && isBoundary(text, i, words)) {
                String term = text.substring(start, i);
                longest = new ProtectedSpan(start, i, term, node.target == null ? term : node.target, null);
            }
        }
        return longest;
    }

    private static boolean isBoundary(String text, int index, BitSet words) {
        if (words.get(index)) {
            return true;
        }
        int before = text.codePointBefore(index);
        int after = text.codePointAt(index);
        return isApostrophe(before) || isApostrophe(after)
                || (standsAlone(before) || standsAlone(after)) && Character.isLetterOrDigit(after);
    }

    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '’';
    }

    private static boolean standsAlone(int c) {
        return Characters.isUnspaced(c) || Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL;
    }

    /** White space is a space, or a line break that is in no term. */
    private int symbol(String text, int index) {
        if (!Characters.isSpace(text.charAt(index))) {
            return folded(text, index);
        }
        boolean breaks = !wrapped && text.substring(index, after(text, index)).chars()
                .anyMatch(c -> Characters.isLineBreak((char) c));
        return breaks ? '\n' : ' ';
    }

    private int folded(String text, int index) {
        int c = text.codePointAt(index);
        return caseSensitive ? c : Character.toLowerCase(Character.toUpperCase(c));
    }

    /** After a code point or a run of white space. */
    private static int after(String text, int index) {
        return Characters.isSpace(text.charAt(index))
                ? Characters.skipSpaces(text, index, text.length())
                : index + Character.charCount(text.codePointAt(index));
    }
}
