package io.glossa.internal.translation;

import io.glossa.text.TextSpan;
import java.util.ArrayList;
import java.util.List;

/**
 * The stretches of a text that have something to translate: its lines without markers, white space at the ends, and those
 * without any letter. In text with lines of limited width, lines without a marker go on with the block before.
 */
final class Blocks {
    private final String text;
    private final boolean wrapped;
    private final boolean ambiguous;
    private final List<TextSpan> blocks = new ArrayList<>();
    private int blockStart = -1;
    private int blockEnd;

    private Blocks(String text, String language, boolean wrapped) {
        this.text = text;
        this.wrapped = wrapped;
        this.ambiguous = ListMarker.numbersAreAmbiguous(language);
    }

    static List<TextSpan> of(String text, String language, boolean wrapped) {
        Blocks blocks = new Blocks(text, language, wrapped);
        blocks.readLines();
        return blocks.blocks;
    }

    private void readLines() {
        int[] line = lineAt(0);
        boolean numberedBefore = false;
        while (line.length > 0) {
            int start = line[0];
            int end = line[1];
            int[] next = lineAt(line[2]);
            boolean numbered = start < end && ListMarker.isNumbered(text, start, end);
            int content = start == end ? start : ListMarker.end(text, start, end,
                    !numbered || !ambiguous || numberedBefore || isNumberedNext(line[2]));
            add(start, content, end);
            if (line[2] <= text.length() && "\f\u2029".indexOf(text.charAt(line[2] - 1)) >= 0) {
                close();
            }
            numberedBefore = start == end ? numberedBefore : numbered;
            line = next;
        }
        close();
    }

    private void add(int start, int content, int end) {
        if (!Characters.hasLetter(text, content, end)) {
            close();
            return;
        }
        if (!wrapped || content > start) {
            close();
        }
        if (blockStart < 0) {
            blockStart = content;
        }
        blockEnd = end;
        if (isHeading(start, content)) {
            close();
        }
    }

    private boolean isHeading(int start, int content) {
        return text.substring(start, content).indexOf('#') >= 0;
    }

    private void close() {
        if (blockStart >= 0) {
            blocks.add(new TextSpan(blockStart, blockEnd));
            blockStart = -1;
        }
    }

    private boolean isNumberedNext(int from) {
        int[] line = lineAt(from);
        while (line.length > 0 && line[0] == line[1]) {
            line = lineAt(line[2]);
        }
        return line.length > 0 && ListMarker.isNumbered(text, line[0], line[1]);
    }

    /** Start and end of a line without white space around it, and where the next begins; empty after the last. */
    private int[] lineAt(int from) {
        if (from > text.length()) {
            return new int[0];
        }
        int stop = from;
        while (stop < text.length() && !Characters.isLineBreak(text.charAt(stop))) {
            stop++;
        }
        int start = Characters.skipSpaces(text, from, stop);
        int after = text.startsWith("\r\n", stop) ? stop + 2 : stop + 1;
        return new int[] {start, Characters.trimEnd(text, start, stop), after};
    }
}
