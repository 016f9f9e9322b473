package io.glossa.internal.translation;

import io.glossa.internal.pipeline.Checks;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the marks look that stand for protected text while a model translates: a number between two fixed strings. Which style a
 * model copies best depends on its vocabulary; one that it has no tokens for is lost. A mark is found again in any case, any
 * width, with spaces inside, and with digits of other scripts. Immutable.
 */
public final class MarkStyle {
    /** {@code X1}: tokens that hardly any vocabulary misses, read by models as a name. */
    public static final MarkStyle LETTER = of("X", "");
    /** {@code __1__}. */
    public static final MarkStyle UNDERSCORES = of("__", "__");
    /** {@code [[1]]}. */
    public static final MarkStyle BRACKETS = of("[[", "]]");
    /** {@code ⟦1⟧}: never in a text, but in few vocabularies. */
    public static final MarkStyle MATHEMATICAL = of("⟦", "⟧");

    private static final String SPACES = "[\\h\\u200B]{0,3}+";

    private final String prefix;
    private final String suffix;
    private final Pattern pattern;
    private final Pattern debris;

    private MarkStyle(String prefix, String suffix) {
        this.prefix = prefix;
        this.suffix = suffix;
        String open = tolerant(prefix);
        String close = tolerant(suffix);
        String before = Character.isLetterOrDigit(prefix.codePointAt(0)) ? "(?<![\\p{IsLatin}\\p{Nd}_])" : "";
        String after = suffix.isEmpty() ? "(?![\\p{IsLatin}\\p{Nd}_])" : "";
        this.pattern = compile(before + open + SPACES + "(\\p{Nd}{1,6}+)" + (close.isEmpty() ? "" : SPACES + close) + after);
        this.debris = compile(before + open + after + (close.isEmpty() ? "" : "|" + close));
    }

    /**
     * A style.
     *
     * @param prefix stands before the number; a letter, or characters that no text is expected to have
     * @param suffix stands after it; may be empty if the prefix has a letter
     * @throws IllegalArgumentException if the prefix is empty, one of both has a digit or white space, or there is no suffix
     *     after a prefix without a letter
     */
    public static MarkStyle of(String prefix, String suffix) {
        boolean plain = (prefix + suffix).codePoints().noneMatch(c -> Character.isDigit(c) || Character.isWhitespace(c));
        Checks.argument(!prefix.isEmpty() && plain && !(suffix.isEmpty() && !Characters.hasLetter(prefix)),
                "mark: expected a prefix and a suffix without digits and white space, found another; give a letter,"
                        + " or characters on both sides");
        return new MarkStyle(prefix, suffix);
    }

    /** {@link #LETTER}, then {@link #UNDERSCORES}, then {@link #BRACKETS}. */
    public static List<MarkStyle> defaults() {
        return List.of(LETTER, UNDERSCORES, BRACKETS);
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Each character in its usual or its full width, with spaces between. */
    private static String tolerant(String part) {
        StringBuilder tolerant = new StringBuilder();
        part.codePoints().forEach(c -> {
            if (tolerant.length() > 0) {
                tolerant.append(SPACES);
            }
            tolerant.append("(?:").append(Pattern.quote(Character.toString(c)));
            if (c > 0x20 && c < 0x7F) {
                tolerant.append('|').append(Pattern.quote(Character.toString(c + 0xFEE0)));
            }
            tolerant.append(')');
        });
        return tolerant.toString();
    }

    String mark(int number) {
        return prefix + String.format(Locale.ROOT, "%d", number) + suffix;
    }

    /** A mark however it is written; group 1 is the number. */
    Pattern pattern() {
        return pattern;
    }

    /** What is left of a mark without its number. */
    Pattern debris() {
        return debris;
    }

    /** Whether a mark must not touch a word. */
    boolean needsSpace() {
        return Character.isLetterOrDigit(prefix.codePointAt(0)) || suffix.isEmpty() || prefix.charAt(0) == '_';
    }
}
