package io.glossa.text;

/** Emoji and emoticons that stand at the end of words: they belong to the sentence before them. */
final class SentenceEmoji {
    private SentenceEmoji() {}

    /** The end of a row of emoji that begins with a face, or of an emoticon after a space; {@code from} without one. */
    static int end(String text, int from) {
        int first = text.codePointAt(from);
        if (SentenceCharacters.isFace(first)) {
            int i = from;
            while (i < text.length() && SentenceCharacters.isPicture(text.codePointAt(i))) {
                i += Character.charCount(text.codePointAt(i));
            }
            return i;
        }
        if (":;=".indexOf((char) first) < 0 || from > 0 && !SentenceCharacters.isSpace(text.charAt(from - 1))) {
            return from;
        }
        int i = from + 1;
        i += i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '\'') ? 1 : 0;
        int mouth = i;
        while (i < text.length() && ")(DPpOo|*/\\".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        boolean alone = i == text.length() || SentenceCharacters.isSpace(text.charAt(i));
        return i > mouth && alone ? i : from;
    }
}
