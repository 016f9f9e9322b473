package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.cli.input.Line;
import io.glossa.cli.input.Request;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of labelled texts.
 *
 * @param labelColumn what the column of the label is called, for messages
 * @param separator what separates several labels; null if a text has one
 */
record LabelledLines(String labelColumn, @Nullable String separator) {
    private static final String LABEL = "label";
    /** As training calls the numbers of a regression. */
    private static final String VALUE = "value";

    /**
     * A text and its labels.
     *
     * @param text the text or pair
     * @param labels its labels; empty if the line has none
     */
    record Labelled(TextPair text, Optional<Set<String>> labels) {}

    /**
     * A text and its number.
     *
     * @param text the text or pair
     * @param value the right number
     */
    record Numbered(TextPair text, double value) {}

    /**
     * Reads a line.
     *
     * @throws InvalidInputException naming the line, if it holds anything but one text, or the label is no string
     */
    Labelled read(Line line) throws IOException {
        try {
            Request request = Request.of(line, Set.of(), Set.of(), true);
            if (request.texts().size() != 1 || request.batch()) {
                throw new InvalidInputException("text: expected one text, found " + request.texts().size());
            }
            Optional<Set<String>> labels = request.field("label") == null
                    ? Optional.empty()
                    : Optional.of(split(Request.string(request.field("label"), "label")));
            return new Labelled(request.texts().get(0), labels);
        } catch (InvalidInputException e) {
            throw line.problem() == e ? e : new InvalidInputException("line " + line.number() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a line that must have a number in the place of the label.
     *
     * @throws InvalidInputException naming the line, if it holds anything but one text, or the label is no finite number
     */
    Numbered readNumbered(Line line) throws IOException {
        JsonNode label = line.problem() == null ? number(line) : null;
        Line plain = line;
        if (label != null && label.isNumber()) {
            plain = new Line(line.number(), line.fields().deepCopy().put(LABEL, label.asText()), null);
        }
        Labelled labelled = new LabelledLines(labelColumn, null).readLabelled(plain);
        double value;
        try {
            value = Double.parseDouble(labelled.labels().orElseThrow().iterator().next().strip());
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value)) {
            throw new InvalidInputException("line " + line.number() + ": expected a number as the label, which the model"
                    + " predicts, found something else");
        }
        return new Numbered(labelled.text(), value);
    }

    private static @Nullable JsonNode number(Line line) {
        JsonNode label = line.fields().get(LABEL);
        return label != null ? label : line.fields().get(VALUE);
    }

    /** What the column with numbers may be called, the first before the second. */
    static List<String> numberNames(String labelColumn) {
        return labelColumn.equals(LABEL) ? List.of(LABEL, VALUE) : List.of(labelColumn);
    }

    /** Reads a line that must have a label. */
    Labelled readLabelled(Line line) throws IOException {
        Labelled labelled = read(line);
        if (labelled.labels().isEmpty()) {
            throw new InvalidInputException("line " + line.number() + ": expected a column or field '" + labelColumn
                    + "' with the label, found none; name another with --label-column");
        }
        return labelled;
    }

    private Set<String> split(String label) {
        return separator == null
                ? Set.of(label)
                : new LinkedHashSet<>(Arrays.asList(label.isEmpty() ? new String[0] : label.split(Pattern.quote(separator))));
    }
}
