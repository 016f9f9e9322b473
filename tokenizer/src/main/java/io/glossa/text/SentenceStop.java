package io.glossa.text;

/**
 * One or more stops in a row and what belongs to them.
 *
 * @param at the first of them
 * @param run the index after the last
 * @param tail the index after the closing quotation marks and brackets, notes, and emoji that follow
 * @param next the first index after that which is not white space
 * @param quoted whether a quotation is closed after the stops
 */
record SentenceStop(int at, int run, int tail, int next, boolean quoted) {
    private static final int QUOTE_REACH = 300;

    /** The stops at an index of a sentence that begins at {@code start}. */
    static SentenceStop at(String text, int at, int start) {
        int run = run(text, at);
        boolean quoted = false;
        int i = run;
        while (i < text.length()) {
            int to = i;
            char c = text.charAt(i);
            if (SentenceCharacters.closingBracket(c) >= 0) {
                to = i + 1;
            } else if (closesQuote(text, i, start)) {
                quoted = true;
                to = i + 1;
            } else if (SentenceCharacters.isStop(c) && i > run) {
                to = run(text, i);
            } else if (c == '*' || c == '_') {
                to = emphasis(text, i);
            } else if (c == '[') {
                to = note(text, i);
            } else if ("¹²³⁰⁴⁵⁶⁷⁸⁹".indexOf(c) >= 0) {
                to = i + 1;
            } else {
                int word = skipSpaces(text, i);
                if (word < text.length() && word > i && text.charAt(word) == '»' && closesQuote(text, word, start)) {
                    quoted = true;
                    to = word + 1;
                } else if (word < text.length() && word > i && SentenceCharacters.isMark(text.charAt(word))) {
                    to = run(text, word);
                } else if (word < text.length()) {
                    int face = SentenceEmoji.end(text, word);
                    to = face > word ? face : i;
                }
            }
            if (to == i) {
                break;
            }
            i = to;
        }
        return new SentenceStop(at, run, i, skipSpaces(text, i), quoted);
    }

    static int skipSpaces(String text, int from) {
        int i = from;
        while (i < text.length() && SentenceCharacters.isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether there is white space before what follows. */
    boolean gap() {
        return next > tail;
    }

    /** Whether nothing belongs to the stops but they themselves. */
    boolean bare() {
        return tail == run;
    }

    /** The end of a row of stops; ". . ." is one, too. */
    private static int run(String text, int from) {
        int i = from;
        while (i < text.length() && SentenceCharacters.isStop(text.charAt(i))) {
            i++;
        }
        if (i > from && text.charAt(i - 1) == '…') {
            while (i + 1 < text.length() && SentenceCharacters.isSpace(text.charAt(i)) && text.charAt(i + 1) == '…') {
                i += 2;
            }
        }
        if (i == from + 1 && text.charAt(from) == '.') {
            int dots = i;
            int count = 1;
            while (dots + 1 < text.length() && SentenceCharacters.isSpace(text.charAt(dots))
                    && text.charAt(dots + 1) == '.'
                    && (dots + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(dots + 2)))) {
                dots += 2;
                count++;
            }
            i = count >= 3 ? dots : i;
        }
        return i;
    }

    /**
     * A mark that can also open a quotation closes one where no word follows it at once, or, if it is the straight one,
     * where one has been opened.
     */
    private static boolean closesQuote(String text, int i, int start) {
        char c = text.charAt(i);
        if (!SentenceCharacters.isClosingQuote(c)) {
            return false;
        }
        return "”’」』〞〟".indexOf(c) >= 0 || i + 1 == text.length()
                || !Character.isLetterOrDigit(text.codePointAt(i + 1))
                        && !SentenceCharacters.isOpeningQuote(text.charAt(i + 1))
                || SentenceCharacters.isClosingQuote(text.charAt(i + 1))
                || c == '"' && isOpen(text, start, i);
    }

    private static boolean isOpen(String text, int start, int end) {
        boolean open = false;
        for (int i = Math.max(start, end - QUOTE_REACH); i < end; i++) {
            open ^= text.charAt(i) == '"';
        }
        return open;
    }

    private static int emphasis(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == text.charAt(from)) {
            i++;
        }
        return i == text.length() || SentenceCharacters.isSpace(text.charAt(i)) ? i : from;
    }

    /** A reference such as [12]. */
    private static int note(String text, int from) {
        int i = from + 1;
        while (i < text.length() && i < from + 5 && Character.isDigit(text.charAt(i))) {
            i++;
        }
        return i > from + 1 && i < text.length() && text.charAt(i) == ']' ? i + 1 : from;
    }
}
