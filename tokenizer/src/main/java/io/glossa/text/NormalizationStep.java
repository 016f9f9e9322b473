package io.glossa.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * Normalisation form C or KC of Unicode (UAX #15), piece by piece so that offsets stay close. The pieces are decomposed,
 * sorted and composed here: in libraries sorting takes quadratic time on a long run of marks. Idempotent.
 */
final class NormalizationStep implements CleaningStep {
    private final Normalizer2 form;

    NormalizationStep(boolean compatibility) {
        this.form = compatibility ? Normalizer2.getNFKCInstance() : Normalizer2.getNFCInstance();
    }

    @Override
    public void rewrite(String text, Rewriter to) {
        int start = 0;
        while (start < text.length()) {
            int clean = start + form.spanQuickCheckYes(start == 0 ? text : CharBuffer.wrap(text, start, text.length()));
            if (clean == text.length()) {
                return;
            }
            // From here on something may change; a piece ends before the next character that nothing before it concerns.
            start = clean;
            int end = start + Character.charCount(text.codePointAt(start));
            while (end < text.length() && !form.hasBoundaryBefore(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            piece(text, start, end, to);
            start = end;
        }
    }

    private void piece(String text, int start, int end, Rewriter to) {
        int[] points = sorted(decomposed(text, start, end));
        int count = compose(points);
        String composed = new String(points, 0, count);
        if (composed.length() != end - start || !text.startsWith(composed, start)) {
            to.replace(start, end, composed);
        }
    }

    private int[] decomposed(String text, int start, int end) {
        StringBuilder full = new StringBuilder(end - start + 16);
        for (int at = start; at < end; at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            String parts = form.getDecomposition(c);
            if (parts == null) {
                full.appendCodePoint(c);
            } else {
                full.append(parts);
            }
        }
        return full.codePoints().toArray();
    }

    /** Canonical order: marks between two starters by their class, equals as they stood. */
    private int[] sorted(int[] points) {
        int from = 0;
        while (from < points.length) {
            if (UCharacter.getCombiningClass(points[from]) == 0) {
                from++;
                continue;
            }
            int to = from;
            boolean inOrder = true;
            int previous = 0;
            while (to < points.length && UCharacter.getCombiningClass(points[to]) != 0) {
                int next = UCharacter.getCombiningClass(points[to]);
                inOrder &= next >= previous;
                previous = next;
                to++;
            }
            if (!inOrder) {
                countingSort(points, from, to);
            }
            from = to;
        }
        return points;
    }

    private static void countingSort(int[] points, int from, int to) {
        int[] starts = new int[257];
        for (int i = from; i < to; i++) {
            starts[UCharacter.getCombiningClass(points[i]) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] run = Arrays.copyOfRange(points, from, to);
        for (int c : run) {
            points[from + starts[UCharacter.getCombiningClass(c)]++] = c;
        }
    }

    /** Canonical composition in place; gives the number of code points left. */
    private int compose(int[] points) {
        int count = 0;
        int starter = -1;
        int lastClass = -1;
        for (int c : points) {
            int combiningClass = UCharacter.getCombiningClass(c);
            boolean blocked = starter < 0 || (lastClass >= combiningClass && lastClass != -1);
            int pair = blocked ? -1 : form.composePair(points[starter], c);
            if (pair >= 0) {
                points[starter] = pair;
                continue;
            }
            if (combiningClass == 0) {
                starter = count;
                lastClass = -1;
            } else {
                lastClass = combiningClass;
            }
            points[count++] = c;
        }
        return count;
    }
}
