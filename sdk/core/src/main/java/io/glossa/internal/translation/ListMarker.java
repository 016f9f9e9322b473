package io.glossa.internal.translation;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands at the beginning of a line and is no part of its first sentence: marks of quotations and headings as Markdown
 * and mail have them, bullets, dashes, numbers and letters of a list, boxes to tick.
 */
final class ListMarker {
    private static final String HAN_NUMBER = "一二三四五六七八九十";
    private static final Pattern MARKER = Pattern.compile("(?:>\\h*+)*+"
            + "(?:#{1,6}+(?=\\h)"
            + "|[-*+–—](?=\\h)"
            + "|[•‣◦▪▫●○■□◆◇★☆✓✔➤►▶❖·①-⑳]"
            + "|(?:\\d{1,3}+\\.){0,4}+\\d{1,3}+\\)(?=\\h)"
            + "|(?:\\d{1,3}+\\.){2,5}+(?=\\h)"
            + "|(?<ordinal>\\d{1,3}+\\.(?=\\h))"
            + "|\\((?:\\d{1,3}+|[a-zA-Z]|[ivxIVX]{1,5}+)\\)(?=\\h)"
            + "|(?:[a-zA-Z]|[ivxIVX]{1,5})\\)(?=\\h)"
            + "|[" + HAN_NUMBER + "]{1,3}+、"
            + "|[（(](?:[" + HAN_NUMBER + "]{1,3}+|\\d{1,3}+)）"
            + "|\\d{1,3}+[、．）])?+"
            + "\\h*+(?:\\[[ xX]](?=\\h))?+");
    /** Languages that write "the 3rd" as "3.", so that a number may begin a sentence. */
    private static final Set<String> ORDINAL_LANGUAGES = Set.of("de", "da", "nb", "nn", "no", "fi", "et", "lv", "cs", "sk",
            "sl", "hr", "sr", "bs", "hu", "pl", "tr", "is", "fo");

    private ListMarker() {}

    /**
     * Where what is to be translated begins.
     *
     * @param from the first character of the line that is no white space
     * @param to the end of the line
     * @param numbered whether a number with a full stop is a marker here
     */
    static int end(String text, int from, int to, boolean numbered) {
        Matcher matcher = MARKER.matcher(text).region(from, to);
        if (!matcher.lookingAt()) {
            return from;
        }
        int end = !numbered && matcher.start("ordinal") >= 0 ? matcher.start("ordinal") : matcher.end();
        return Characters.skipSpaces(text, end, to);
    }

    /** Whether a line begins with a number and a full stop. */
    static boolean isNumbered(String text, int from, int to) {
        Matcher matcher = MARKER.matcher(text).region(from, to);
        return matcher.lookingAt() && matcher.start("ordinal") >= 0;
    }

    /** Whether only the lines around tell a number of a list from the beginning of a sentence. */
    static boolean numbersAreAmbiguous(String language) {
        return ORDINAL_LANGUAGES.contains(Characters.primary(language));
    }
}
