package io.glossa.text;

/** Words beside a stop, read within a bounded reach. */
final class SentenceWords {
    private static final int REACH = 32;

    private SentenceWords() {}

    /**
     * What stands before an index without a space: letters, digits, and full stops, hyphens between them. Of an elided
     * word only what follows the apostrophe.
     */
    static String before(String text, int end, int limit) {
        int i = end;
        while (i > limit && end - i < REACH && isPart(text.charAt(i - 1))) {
            i--;
        }
        while (i < end && (text.charAt(i) == '.' || text.charAt(i) == '-')) {
            i++;
        }
        return text.substring(i, end);
    }

    /** The letters from an index on; with the apostrophe where one follows a single letter or two (L', qu'). */
    static String after(String text, int from) {
        int i = from;
        while (i < text.length() && i - from < REACH && Character.isLetter(text.charAt(i))) {
            i++;
        }
        return text.substring(from, i);
    }

    /** The word from an index on with its apostrophe as ', or an empty one if there is none. */
    static String elidedAfter(String text, int from) {
        String word = after(text, from);
        int end = from + word.length();
        return end < text.length() && (text.charAt(end) == '\'' || text.charAt(end) == '’') ? word + "'" : "";
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '.' || c == '-' || c == '°'
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
