package io.glossa.text;

import java.util.Collection;
import java.util.List;

/**
 * Shortens runs of one character: letters and pictures, and on its own account punctuation. Digits stay as they are, and so
 * do web addresses, e-mail addresses, user names and the placeholders for them. Full stops stay up to three, which is an
 * ellipsis. Idempotent.
 */
final class RepetitionStep implements CleaningStep {
    private static final int ELLIPSIS = 3;

    private final int characters;
    private final int punctuation;
    private final List<String> placeholders;

    /**
     * Makes a step.
     *
     * @param characters most equal letters or pictures in a row; 0 for any number
     * @param punctuation most equal punctuation marks in a row; 0 for any number
     * @param placeholders words that stay as they are
     */
    RepetitionStep(int characters, int punctuation, Collection<String> placeholders) {
        this.characters = characters;
        this.punctuation = punctuation;
        this.placeholders = placeholders.stream().filter(p -> !p.isEmpty()).distinct().toList();
    }

    @Override
    public void rewrite(String text, Rewriter to) {
        Addresses addresses = new Addresses(text);
        int at = 0;
        for (Addresses.Found found = addresses.next(); found != null; found = addresses.next()) {
            shorten(text, at, found.start(), to);
            at = found.end();
        }
        shorten(text, at, text.length(), to);
    }

    private void shorten(String text, int from, int limit, Rewriter to) {
        int at = from;
        while (at < limit) {
            int kept = placeholder(text, at, limit);
            if (kept > 0) {
                at += kept;
                continue;
            }
            int c = text.codePointAt(at);
            int size = withMarks(text, at, limit) - at;
            int end = at + size;
            while (end + size <= limit && text.regionMatches(end, text, at, size) && withMarks(text, end, limit) == end + size
                    && placeholder(text, end, limit) == 0) {
                end += size;
            }
            int most = most(c);
            if (most > 0 && (end - at) / size > most) {
                to.drop(at + most * size, end);
            }
            at = end;
        }
    }

    /** The length of the placeholder that stands at a place, or 0. */
    private int placeholder(String text, int at, int limit) {
        for (String placeholder : placeholders) {
            if (text.startsWith(placeholder, at) && at + placeholder.length() <= limit) {
                return placeholder.length();
            }
        }
        return 0;
    }

    /** The end of a character and of the marks on it. */
    private static int withMarks(String text, int at, int limit) {
        int end = at + Character.charCount(text.codePointAt(at));
        // No mark stands before U+0300.
        while (end < limit && text.charAt(end) >= '\u0300' && InvisibleStep.extendsCharacter(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private int most(int c) {
        if (Character.isLetter(c) || Character.getType(c) == Character.OTHER_SYMBOL) {
            return characters;
        }
        if (c == '@') {
            // Two of them begin no user name, one might.
            return 0;
        }
        return switch (c == '~' ? Character.DASH_PUNCTUATION : Character.getType(c)) {
            case Character.OTHER_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION, Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION, Character.CONNECTOR_PUNCTUATION ->
                    punctuation == 0 ? 0 : c == '.' ? Math.max(ELLIPSIS, punctuation) : punctuation;
            default -> 0;
        };
    }
}
