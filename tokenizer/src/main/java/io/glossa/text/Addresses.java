package io.glossa.text;

import com.ibm.icu.lang.UScript;
import org.jspecify.annotations.Nullable;

/**
 * Finds web addresses, e-mail addresses and user names in text, from left to right. Each character is looked at a small number
 * of times, whatever the text.
 *
 * <p>A web address begins with {@code http://}, {@code https://} or {@code ftp://}, or at the beginning of a word with
 * {@code www.}, and reaches to white space, a quotation mark, a bracket of the kinds {@code <>{}|\^`} or a letter of a script
 * written without spaces between words; punctuation at its end is not part of it. An e-mail address has a dot after its at
 * sign. A user name is an at sign at the beginning of a word with ASCII letters, digits and underscores, and a server after
 * a second at sign if there is one.
 */
final class Addresses {
    /** What an address is. */
    enum Kind {
        URL,
        EMAIL,
        USER
    }

    /** An address and where it stands. */
    record Found(Kind kind, int start, int end) {}

    private final String text;
    private int at;
    /** Up to where characters belong to what was found before. */
    private int taken;

    Addresses(String text) {
        this.text = text;
    }

    /** The next address, or null if there are no more. */
    @Nullable Found next() {
        for (; at < text.length(); at++) {
            Found found = switch (text.charAt(at)) {
                case 'h', 'H', 'f', 'F', 'w', 'W' -> url();
                case '@' -> name();
                default -> null;
            };
            if (found != null) {
                at = withMarks(found.end());
                taken = at;
                return new Found(found.kind(), found.start(), at);
            }
        }
        return null;
    }

    /**
     * What belongs to the last character must not end up on a placeholder; and where something does, the word may go on
     * after it.
     */
    private int withMarks(int from) {
        int end = from;
        while (end < text.length() && (InvisibleStep.extendsCharacter(text.codePointAt(end))
                || (end > from && (isWord(text.charAt(end)) || text.charAt(end) == '@')))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private @Nullable Found url() {
        int host = prefix("http://") + prefix("https://") + prefix("ftp://");
        if (host == 0 && (at == taken || !continuesWord(text.charAt(at - 1)))) {
            host = prefix("www.");
        }
        if (host == 0 || host == text.length() || !startsHost(text.codePointAt(host))) {
            return null;
        }
        int end = host;
        while (end < text.length() && inUrl(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        while (end > host + 1 && ".,;:!?'*)(]_~".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Found(Kind.URL, at, end);
    }

    /** Where a prefix ends that stands here, in any case; 0 if it does not. */
    private int prefix(String prefix) {
        return text.regionMatches(true, at, prefix, 0, prefix.length()) ? at + prefix.length() : 0;
    }

    private static boolean startsHost(int c) {
        return c == '[' || (Character.isLetterOrDigit(c) && inUrl(c));
    }

    private static boolean inUrl(int c) {
        if (c < 0x80) {
            return c > ' ' && c < 0x7F && "<>\"{}|\\^`".indexOf(c) < 0;
        }
        if (InvisibleStep.extendsCharacter(c)) {
            return true;
        }
        if (!Character.isLetterOrDigit(c)) {
            return false;
        }
        int script = UScript.getScript(c);
        return script != UScript.HAN && script != UScript.HIRAGANA && script != UScript.KATAKANA && script != UScript.HANGUL
                && script != UScript.BOPOMOFO && script != UScript.THAI && script != UScript.LAO && script != UScript.KHMER
                && script != UScript.MYANMAR && script != UScript.COMMON;
    }

    /** What the at sign here belongs to. */
    private @Nullable Found name() {
        int start = at;
        while (start > taken && inLocalPart(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && !isWord(text.charAt(start))) {
            start++;
        }
        if (start < at) {
            int end = domain(at + 1);
            return end < 0 ? null : new Found(Kind.EMAIL, start, withMore(end));
        }
        if (at > taken && (continuesWord(text.charAt(at - 1)) || text.charAt(at - 1) == '@')) {
            return null;
        }
        int end = at + 1;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        if (end == at + 1) {
            return null;
        }
        if (end + 1 < text.length() && text.charAt(end) == '@' && isWord(text.charAt(end + 1))) {
            end = withMore(end);
        }
        return new Found(Kind.USER, at, end);
    }

    /** The end of a domain with a dot inside; −1 if there is none. */
    private int domain(int from) {
        int end = from;
        int dot = -1;
        while (end < text.length() && (isWord(text.charAt(end)) || text.charAt(end) == '.' || text.charAt(end) == '-')) {
            if (text.charAt(end) == '.' && dot < 0 && end > from) {
                dot = end;
            }
            end++;
        }
        while (end > from && !isWord(text.charAt(end - 1))) {
            end--;
        }
        return dot > 0 && dot < end ? end : -1;
    }

    /** Takes what sticks to an address and can be in one, so that no second address begins in the middle of a word. */
    private int withMore(int from) {
        int end = from;
        while (end < text.length() && (inLocalPart(text.charAt(end)) || text.charAt(end) == '@')) {
            end++;
        }
        while (end > from && !isWord(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean inLocalPart(char c) {
        return isWord(c) || c == '.' || c == '%' || c == '+' || c == '-';
    }

    private static boolean continuesWord(char c) {
        return Character.isLetterOrDigit(c) || "_-/".indexOf(c) >= 0;
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
