package io.glossa.recipes;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with holes: {@code {{name}}} stands for a value. */
final class Template {
    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    private Template() {}

    /**
     * Fills the holes.
     *
     * @throws IllegalArgumentException if a hole has no value or a value no hole
     */
    static String fill(String template, Map<String, String> values) {
        TreeSet<String> unused = new TreeSet<>(values.keySet());
        String filled = HOLE.matcher(template).replaceAll(hole -> {
            String value = values.get(hole.group(1));
            if (value == null) {
                throw new IllegalArgumentException("expected a value for " + hole.group() + ", found none");
            }
            unused.remove(hole.group(1));
            return Matcher.quoteReplacement(value);
        });
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("expected a place for each value, found none for " + unused);
        }
        return filled;
    }
}
