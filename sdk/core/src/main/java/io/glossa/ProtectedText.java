package io.glossa;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Kinds of text that a translation must have as the source has them. None reaches across a line break; where two overlap, the
 * one that begins first counts, of those the longer.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum ProtectedText {
    /**
     * What a program puts a value in for: <code>{name}</code>, <code>{0,number}</code>, <code>{{x}}</code>, <code>${x}</code>,
     * <code>%{x}</code>, {@code %s}, {@code %1$d}, {@code %(x)s}, {@code %@}, {@code %NAME%}. Those in braces have at most 100
     * characters.
     */
    PLACEHOLDER,
    /** Tags and comments of HTML and XML of at most 1,000 characters, and character references. */
    MARKUP,
    /** {@code :smile:}, with lower case letters, digits, underscores, hyphens and plus signs, one letter at least. */
    EMOJI_NAME,
    /** Web addresses, with {@code http://}, {@code https://}, {@code ftp://} or {@code www.} in front. */
    URL,
    /** E-mail addresses: ASCII, with a dot after the at sign. */
    EMAIL,
    /** What stands between backticks, one to three of them, with the backticks; at most 500 characters. */
    CODE,
    /** File names with a common extension ({@code config.json}) and paths ({@code /etc/hosts}, {@code C:\temp\a}). */
    FILE_NAME,
    /**
     * Numbers in digits, exactly as written. Not among the {@link #defaults()}: a language may write them in another way
     * (1.5 and 1,5), so they are left to the model and compared afterwards.
     */
    NUMBER;

    /** All but {@link #NUMBER}; an unmodifiable set. */
    public static Set<ProtectedText> defaults() {
        return Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(NUMBER)));
    }
}
