package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.cli.input.Columns;
import io.glossa.cli.input.Line;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.evaluation.Slicer;
import io.glossa.text.LanguageDetector;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** The groups that {@code --slice} divides the texts into: one name a text and slice. */
final class SliceGroups {
    private static final int MOST_GROUPS = 1000;
    private static final String COLUMN = "column:";

    /** How one slice names the group of a line. */
    private record Slice(String by, BiFunction<Line, TextPair, String> name, List<String> names, Map<String, String> seen) {}

    private final List<Slice> slices = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();

    private SliceGroups() {}

    static boolean known(String by) {
        return by.equals("length") || by.equals("language") || by.startsWith(COLUMN) && by.length() > COLUMN.length();
    }

    static SliceGroups of(List<String> by) {
        SliceGroups groups = new SliceGroups();
        for (String each : new LinkedHashSet<>(by)) {
            groups.slices.add(new Slice(each, groups.name(each), new ArrayList<>(), new HashMap<>()));
        }
        return groups;
    }

    private BiFunction<Line, TextPair, String> name(String by) {
        if (by.startsWith(COLUMN)) {
            String column = by.substring(COLUMN.length());
            columns.add(column);
            return (line, text) -> value(line, column);
        }
        Slicer slicer = by.equals("length") ? Slicer.length() : Slicer.language(detector());
        return (line, text) -> slicer.of(text);
    }

    /** Tells languages apart where the libraries for it are on the class path, else scripts. */
    private static LanguageDetector detector() {
        try {
            return LanguageDetector.full();
        } catch (ModelNotFoundException e) {
            return LanguageDetector.scripts();
        }
    }

    private static String value(Line line, String column) {
        JsonNode cell = line.fields().get(Columns.more(column));
        JsonNode value = cell != null ? cell : line.fields().get(column);
        return value == null || value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
    }

    /** Columns of a table that must be read. */
    List<String> columns() {
        return columns;
    }

    void add(Measured.Row row) {
        for (Slice slice : slices) {
            String name = slice.name().apply(row.line(), row.text());
            String first = slice.seen().putIfAbsent(name, name);
            slice.names().add(first == null ? name : first);
            if (slice.seen().size() > MOST_GROUPS) {
                throw new InvalidInputException("--slice " + slice.by() + ": expected at most " + MOST_GROUPS
                        + " groups of texts, found more; slice by another column");
            }
        }
    }

    /** The name of each slice and the group of each text. */
    void forEach(BiConsumer<String, List<String>> use) {
        slices.forEach(slice -> use.accept(slice.by(), slice.names()));
    }
}
