package io.glossa.internal.translation;

import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers in digits, and whether two languages mean the same by them: decimal and grouping separators differ, digits of other
 * scripts count as their value. Words and magnitudes (two, 万) are not known.
 */
final class Numbers {
    /** Digits, with single separators between them. */
    static final Pattern PATTERN = Pattern.compile("\\p{Nd}++(?:[.,'’\\u00A0\\u202F٬٫]\\p{Nd}++)*+");

    private Numbers() {}

    /**
     * A number in a text.
     *
     * @param value with ASCII digits, without grouping, a full stop before decimals
     */
    record Found(String value, int start, int end) {}

    static List<Found> of(String text, String language) {
        char decimal = DecimalFormatSymbols.getInstance(Locale.forLanguageTag(language.replace('_', '-')))
                .getDecimalSeparator();
        List<Found> numbers = new ArrayList<>();
        Matcher matcher = PATTERN.matcher(text);
        while (matcher.find()) {
            add(text, matcher.start(), matcher.end(), decimal, numbers);
        }
        return numbers;
    }

    /**
     * A number, or several: what has separators that make no number of it (dates, versions, lists) is its parts.
     */
    private static void add(String text, int start, int end, char decimal, List<Found> numbers) {
        List<int[]> parts = new ArrayList<>();
        StringBuilder separators = new StringBuilder();
        int from = start;
        for (int i = start; i <= end; ) {
            if (i == end || !Character.isDigit(text.codePointAt(i))) {
                parts.add(new int[] {from, i});
                if (i < end) {
                    separators.append(text.charAt(i));
                }
                from = ++i;
            } else {
                i += Character.charCount(text.codePointAt(i));
            }
        }
        int count = separators.length();
        char last = count == 0 ? 0 : separators.charAt(count - 1);
        boolean sameBefore = count > 1 && separators.chars().limit(count - 1).allMatch(c -> c == separators.charAt(0));
        boolean grouped = count > 0 && separators.chars().allMatch(c -> c == last) && hasGroups(text, parts, count + 1);
        if (count == 0 || grouped && (count > 1 || last != decimal)) {
            numbers.add(new Found(digits(text, parts, 0, parts.size()), start, end));
        } else if (".,٫".indexOf(last) >= 0 && (count == 1 || sameBefore && last != separators.charAt(0)
                && hasGroups(text, parts, count))) {
            numbers.add(new Found(digits(text, parts, 0, count) + "." + digits(text, parts, count, count + 1), start, end));
        } else {
            parts.forEach(part -> numbers.add(new Found(digits(text, List.of(part), 0, 1), part[0], part[1])));
        }
    }

    /** Whether the first part has up to three digits, and the following ones three, or two as in India. */
    private static boolean hasGroups(String text, List<int[]> parts, int size) {
        for (int i = 0; i < size; i++) {
            int digits = text.codePointCount(parts.get(i)[0], parts.get(i)[1]);
            boolean allowed = i == 0 ? digits <= 3 : digits == 3 || digits == 2 && i < size - 1;
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    private static String digits(String text, List<int[]> parts, int from, int to) {
        StringBuilder digits = new StringBuilder();
        for (int[] part : parts.subList(from, to)) {
            text.substring(part[0], part[1]).codePoints().forEach(c -> digits.append(Character.digit(c, 10)));
        }
        return digits.toString();
    }
}
