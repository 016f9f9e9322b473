package io.glossa.internal.translation;

import java.util.List;

/** A text with what is protected in it, and how its stretches look to a model. Immutable. */
final class SourceText {
    private final String text;
    private final List<ProtectedSpan> spans;
    private final boolean wrapped;

    /** @param spans in order, not overlapping */
    SourceText(String text, List<ProtectedSpan> spans, boolean wrapped) {
        this.text = text;
        this.spans = List.copyOf(spans);
        this.wrapped = wrapped;
    }

    String text() {
        return text;
    }

    /** Those that lie wholly between two indices. */
    List<ProtectedSpan> spans(int start, int end) {
        int from = firstEndingAfter(start);
        while (from < spans.size() && spans.get(from).start() < start) {
            from++;
        }
        int to = from;
        while (to < spans.size() && spans.get(to).end() <= end) {
            to++;
        }
        return spans.subList(from, to);
    }

    /** The start of the span that reaches across an index; the index itself if there is none. */
    int before(int index) {
        int i = firstEndingAfter(index);
        return i < spans.size() && spans.get(i).start() < index ? spans.get(i).start() : index;
    }

    /** The end of the span that reaches across an index; the index itself if there is none. */
    int after(int index) {
        int i = firstEndingAfter(index);
        return i < spans.size() && spans.get(i).start() < index ? spans.get(i).end() : index;
    }

    private int firstEndingAfter(int index) {
        int low = 0;
        int high = spans.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spans.get(middle).end() > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** A stretch about as long as the model will see it: with a short stand-in for all that is protected. */
    String outline(int start, int end) {
        StringBuilder outline = new StringBuilder(end - start);
        int at = start;
        int number = 0;
        for (ProtectedSpan span : spans(start, end)) {
            outline.append(plain(at, span.start())).append(" X").append(++number).append(' ');
            at = span.end();
        }
        return outline.append(plain(at, end)).toString();
    }

    /**
     * A stretch as the model reads it. In text with lines of limited width a line break and the white space around it are a
     * space, or nothing between letters of a script without spaces.
     */
    String plain(int start, int end) {
        if (!wrapped) {
            return text.substring(start, end);
        }
        StringBuilder plain = new StringBuilder(end - start);
        int at = start;
        while (at < end) {
            if (!Characters.isSpace(text.charAt(at))) {
                plain.append(text.charAt(at++));
                continue;
            }
            int next = Characters.skipSpaces(text, at, end);
            boolean breaks = text.substring(at, next).chars().anyMatch(c -> Characters.isLineBreak((char) c));
            if (!breaks) {
                plain.append(text, at, next);
            } else if (at == start || next == end || !Characters.isUnspaced(text.codePointBefore(at))
                    || !Characters.isUnspaced(text.codePointAt(next))) {
                plain.append(' ');
            }
            at = next;
        }
        return plain.toString();
    }
}
