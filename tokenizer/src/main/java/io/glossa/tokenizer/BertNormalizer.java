package io.glossa.tokenizer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * BERT's text rules: clean, space out Chinese, strip accents, lower-case; each code point of the result keeps the place it
 * came from. Immutable, thread-safe.
 */
final class BertNormalizer {
    private static final int CONTROL_END = 0x20;
    private static final int ASCII_END = 0x7F;

    private final CharacterTable table = CharacterTable.get();
    private final boolean cleanText;
    private final boolean chinese;
    private final boolean stripAccents;
    private final boolean lowercase;
    private final int interesting;

    /**
     * Rules as in the file.
     *
     * @param stripAccents null means as {@code lowercase} says
     */
    BertNormalizer(boolean cleanText, boolean chinese, @Nullable Boolean stripAccents, boolean lowercase) {
        this.cleanText = cleanText;
        this.chinese = chinese;
        this.stripAccents = stripAccents == null ? lowercase : stripAccents;
        this.lowercase = lowercase;
        this.interesting = (cleanText ? CharacterTable.DROP | CharacterTable.SPACE : 0)
                | (chinese ? CharacterTable.CHINESE : 0)
                | (this.stripAccents ? CharacterTable.COMPOSED | CharacterTable.MARK : 0)
                | (lowercase ? CharacterTable.UPPER : 0);
    }

    /** Appends the normalised form of a range. */
    void normalize(Symbols from, int start, int end, Symbols to) {
        Marks marks = null;
        for (int i = start; i < end; i++) {
            int point = from.points[i];
            int origin = from.origins[i];
            if (point >= CONTROL_END && point < ASCII_END) {
                if (marks != null) {
                    marks.flush(to);
                    marks.last = origin;
                }
                to.add(lowercase && point >= 'A' && point <= 'Z' ? point + 32 : point, origin);
                continue;
            }
            int flags = table.flags(point);
            if ((flags & interesting) == 0) {
                if (marks != null) {
                    marks.flush(to);
                    marks.last = origin;
                }
                to.add(point, origin);
                continue;
            }
            if (cleanText) {
                // The order matters: NEL and other controls are dropped, though they are white space too.
                if ((flags & CharacterTable.DROP) != 0) {
                    continue;
                } else if ((flags & CharacterTable.SPACE) != 0) {
                    point = ' ';
                    flags = CharacterTable.SPACE;
                }
            }
            boolean spaced = chinese && (flags & CharacterTable.CHINESE) != 0;
            if (!stripAccents) {
                if (spaced) {
                    to.add(' ', origin);
                }
                lower(point, origin, to);
                if (spaced) {
                    to.add(' ', origin);
                }
                continue;
            }
            if (marks == null) {
                marks = new Marks(origin);
            }
            if (spaced) {
                marks.starter(' ', origin, false, to);
            }
            if ((flags & CharacterTable.COMPOSED) == 0) {
                marks.starter(point, origin, false, to);
            } else {
                decompose(point, origin, marks, to);
            }
            if (spaced) {
                marks.starter(' ', origin, false, to);
            }
        }
        if (marks != null) {
            marks.flush(to);
        }
    }

    private void decompose(int point, int origin, Marks marks, Symbols to) {
        int[] parts = table.decomposition(point);
        if (parts == null) {
            part(point, origin, false, marks, to);
            return;
        }
        for (int i = 0; i < parts.length; i++) {
            part(parts[i], origin, i > 0, marks, to);
        }
    }

    private void part(int point, int origin, boolean inserted, Marks marks, Symbols to) {
        int order = table.combiningClass(point);
        if (order == 0) {
            marks.starter(point, origin, inserted, to);
        } else {
            marks.hold(point, origin, inserted, order);
        }
    }

    private void emit(int point, int origin, Symbols to) {
        if ((table.flags(point) & CharacterTable.MARK) == 0) {
            lower(point, origin, to);
        }
    }

    private void lower(int point, int origin, Symbols to) {
        int[] other = lowercase ? table.lower(point) : null;
        if (other == null) {
            to.add(point, origin);
        } else {
            for (int part : other) {
                to.add(part, origin);
            }
        }
    }

    /**
     * Combining characters waiting for their canonical order. The library aligns by position and not by character: the n-th
     * character after sorting that replaces one gets the place of the n-th one replaced, an inserted one that of the
     * character before it.
     */
    private final class Marks {
        private int last;
        private int count;
        private int[] points = new int[8];
        private int[] orders = new int[8];
        private int[] places = new int[8];
        private boolean[] inserted = new boolean[8];

        private Marks(int last) {
            this.last = last;
        }

        private void hold(int point, int origin, boolean isInserted, int order) {
            if (count == points.length) {
                points = Arrays.copyOf(points, count * 2);
                orders = Arrays.copyOf(orders, count * 2);
                places = Arrays.copyOf(places, count * 2);
                inserted = Arrays.copyOf(inserted, count * 2);
            }
            points[count] = point;
            orders[count] = order;
            places[count] = origin;
            inserted[count++] = isInserted;
        }

        private void starter(int point, int origin, boolean isInserted, Symbols to) {
            flush(to);
            if (!isInserted) {
                last = origin;
            }
            emit(point, last, to);
        }

        private void flush(Symbols to) {
            if (count == 0) {
                return;
            }
            int[] queue = new int[count];
            int waiting = 0;
            for (int i = 0; i < count; i++) {
                if (!inserted[i]) {
                    queue[waiting++] = places[i];
                }
            }
            int[] sorted = order();
            int taken = 0;
            for (int index : sorted) {
                if (!inserted[index]) {
                    last = queue[taken++];
                }
                emit(points[index], last, to);
            }
            count = 0;
        }

        /** Indices by class, stable; a counting sort, since a text may hold any number of marks in a row. */
        private int[] order() {
            int[] starts = new int[257];
            for (int i = 0; i < count; i++) {
                starts[orders[i] + 1]++;
            }
            for (int i = 1; i < starts.length; i++) {
                starts[i] += starts[i - 1];
            }
            int[] sorted = new int[count];
            for (int i = 0; i < count; i++) {
                sorted[starts[orders[i]]++] = i;
            }
            return sorted;
        }
    }
}
