package io.glossa.text;

import org.jspecify.annotations.Nullable;

/**
 * What no sentence reaches across: a text cut at blank lines, form feeds and U+2029, before the markers of a list, and at
 * every line break where that is asked for. A block has no white space at its ends.
 */
final class SentenceBlocks {
    /** Takes a range of UTF-16 indices, end exclusive. */
    @FunctionalInterface
    interface Range {
        void accept(int start, int end);
    }

    private SentenceBlocks() {}

    static void forEach(String text, boolean everyLine, Range blocks) {
        int blockStart = -1;
        int blockEnd = -1;
        boolean blank = false;
        boolean lastIsItem = false;
        Line line = Line.first(text);
        while (line != null) {
            Line next = line.next(text);
            if (line.start == line.end) {
                blank = true;
            } else {
                boolean item = isItem(text, line);
                boolean nextIsItem = next != null && !line.endsParagraph && next.start < next.end && isItem(text, next);
                if (blockStart >= 0 && (everyLine || blank || item
                        && (isBullet(text.charAt(line.start)) || lastIsItem || nextIsItem
                                || endsPhrase(text.charAt(blockEnd - 1))))) {
                    blocks.accept(blockStart, blockEnd);
                    blockStart = -1;
                }
                blockStart = blockStart < 0 ? line.start : blockStart;
                blockEnd = line.end;
                lastIsItem = item;
                blank = false;
            }
            blank |= line.endsParagraph;
            line = next;
        }
        if (blockStart >= 0) {
            blocks.accept(blockStart, blockEnd);
        }
    }

    /** A line without the white space around it. */
    private record Line(int start, int end, int after, boolean endsParagraph) {
        static Line first(String text) {
            return at(text, 0);
        }

        @Nullable Line next(String text) {
            return after > text.length() ? null : at(text, after);
        }

        private static Line at(String text, int from) {
            int stop = from;
            while (stop < text.length() && !SentenceCharacters.isLineBreak(text.charAt(stop))) {
                stop++;
            }
            int start = from;
            while (start < stop && SentenceCharacters.isSpace(text.charAt(start))) {
                start++;
            }
            int end = stop;
            while (end > start && SentenceCharacters.isSpace(text.charAt(end - 1))) {
                end--;
            }
            boolean pair = text.startsWith("\r\n", stop);
            boolean paragraph = stop < text.length()
                    && (text.charAt(stop) == '\u2029' || text.charAt(stop) == '\f');
            return new Line(start, end, stop + (pair ? 2 : 1), paragraph);
        }
    }

    private static boolean endsPhrase(char last) {
        return SentenceCharacters.isStop(last) || ":;：；,，)）".indexOf(last) >= 0
                || SentenceCharacters.isClosingQuote(last);
    }

    private static boolean isBullet(char c) {
        return "•‣◦▪▫●○■□◆◇★☆✓✔➤►▶❖".indexOf(c) >= 0;
    }

    /** Whether a line has the form of a list item: a bullet, a dash, a number or letter with a full stop or bracket. */
    private static boolean isItem(String text, Line line) {
        int i = line.start;
        char first = text.charAt(i);
        if (isBullet(first)) {
            return true;
        }
        if ("-–—*+".indexOf(first) >= 0) {
            return i + 2 < line.end && SentenceCharacters.isSpace(text.charAt(i + 1));
        }
        boolean open = first == '(' || first == '（';
        i += open ? 1 : 0;
        int from = i;
        while (i < line.end && i - from < 3 && Character.isDigit(text.charAt(i))) {
            i++;
        }
        if (i == from) {
            while (i < line.end && i - from < 3 && "一二三四五六七八九十".indexOf(text.charAt(i)) >= 0) {
                i++;
            }
        }
        if (i == from && i < line.end && Character.isLetter(text.charAt(i)) && text.charAt(i) < 128) {
            i++;
        }
        if (i == from || i + 1 >= line.end) {
            return false;
        }
        char marker = text.charAt(i);
        return marker == ')' && SentenceCharacters.isSpace(text.charAt(i + 1)) || marker == '）'
                || !open && (marker == '、' || marker == '．'
                        || marker == '.' && SentenceCharacters.isSpace(text.charAt(i + 1))
                                && Character.isDigit(text.charAt(from)));
    }
}
