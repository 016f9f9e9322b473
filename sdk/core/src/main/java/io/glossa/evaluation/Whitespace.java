package io.glossa.evaluation;

import java.util.ArrayList;
import java.util.List;

/** White space as Python's {@code str.split()} sees it, which sacreBLEU counts on: also separators and no-break spaces. */
final class Whitespace {
    private Whitespace() {}

    static boolean is(int c) {
        return c >= 0x9 && c <= 0xD || c >= 0x1C && c <= 0x20 || c == 0x85 || c == 0x2028 || c == 0x2029
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    /** What stands between white space. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || is(text.charAt(i))) {
                if (i > start) {
                    words.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    static String strip(String text) {
        int start = 0;
        while (start < text.length() && is(text.charAt(start))) {
            start++;
        }
        return stripEnd(text.substring(start));
    }
}
