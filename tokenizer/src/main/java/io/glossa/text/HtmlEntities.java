package io.glossa.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Character references of HTML: all named ones of the standard, decimal and hexadecimal ones.
 *
 * <p>A reference without its semicolon is read where browsers read it in an attribute: one of the 106 old names, or a number,
 * that no letter, digit or equals sign follows. So {@code AT&T} and addresses with {@code &section=2} stay what they are.
 */
final class HtmlEntities {
    private static final int LONGEST_NAME = 32;
    /** What numbers from 0x80 to 0x9F mean: windows-1252, as the standard says; 0 where it has no character. */
    private static final int[] WINDOWS_1252 = {
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178
    };
    private static final int REPLACEMENT = 0xFFFD;

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> withoutSemicolon = new HashSet<>();

    private HtmlEntities() {
        try (InputStream in = Objects.requireNonNull(HtmlEntities.class.getResourceAsStream("html-entities.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        int end = 0;
        while (isNameCharacter(line.charAt(end))) {
            end++;
        }
        String name = line.substring(0, end);
        StringBuilder value = new StringBuilder();
        for (String hexadecimal : line.substring(end + 1).split(" ")) {
            value.appendCodePoint(Integer.parseInt(hexadecimal, 16));
        }
        values.put(name, value.toString());
        if (line.charAt(end) == '!') {
            withoutSemicolon.add(name);
        }
    }

    /** Read on first use. */
    private static final class Holder {
        private static final HtmlEntities TABLE = new HtmlEntities();
    }

    static HtmlEntities table() {
        return Holder.TABLE;
    }

    /** Names of the table, without semicolon. */
    Set<String> names() {
        return values.keySet();
    }

    /** The text of a name, or null. */
    @Nullable String value(String name) {
        return values.get(name);
    }

    /**
     * A reference that was found.
     *
     * @param text what it stands for
     * @param end where it ends
     */
    record Found(String text, int end) {}

    /** The reference that begins with the ampersand at a place, or null if none does. */
    @Nullable Found find(String text, int ampersand) {
        int next = ampersand + 1;
        if (next < text.length() && text.charAt(next) == '#') {
            return number(text, next + 1);
        }
        int end = next;
        while (end < text.length() && end - next < LONGEST_NAME && isNameCharacter(text.charAt(end))) {
            end++;
        }
        if (end == next) {
            return null;
        }
        String name = text.substring(next, end);
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        if (end < text.length() && text.charAt(end) == ';') {
            return new Found(value, end + 1);
        }
        return withoutSemicolon.contains(name) && endsThere(text, end) ? new Found(value, end) : null;
    }

    private static @Nullable Found number(String text, int from) {
        boolean hexadecimal = from < text.length() && (text.charAt(from) | 0x20) == 'x';
        int radix = hexadecimal ? 16 : 10;
        int start = hexadecimal ? from + 1 : from;
        int end = start;
        int number = 0;
        while (end < text.length() && isAscii(text.charAt(end)) && Character.digit(text.charAt(end), radix) >= 0) {
            number = Math.min(Character.MAX_CODE_POINT + 1, number * radix + Character.digit(text.charAt(end), radix));
            end++;
        }
        if (end == start) {
            return null;
        }
        String value = Character.toString(meaning(number));
        if (end < text.length() && text.charAt(end) == ';') {
            return new Found(value, end + 1);
        }
        return endsThere(text, end) ? new Found(value, end) : null;
    }

    private static int meaning(int number) {
        if (number >= 0x80 && number < 0xA0 && WINDOWS_1252[number - 0x80] != 0) {
            return WINDOWS_1252[number - 0x80];
        }
        boolean none = number == 0 || number > Character.MAX_CODE_POINT
                || (number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE);
        return none ? REPLACEMENT : number;
    }

    private static boolean endsThere(String text, int end) {
        return end == text.length() || (text.charAt(end) != '=' && !isNameCharacter(text.charAt(end)));
    }

    private static boolean isAscii(char c) {
        return c < 0x80;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
