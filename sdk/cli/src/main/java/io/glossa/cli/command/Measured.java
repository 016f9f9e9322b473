package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Classification;
import io.glossa.cli.input.Line;
import io.glossa.tokenizer.TextPair;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code evaluate} measures: one kind of model. */
interface Measured {
    /**
     * A line of the data, understood.
     *
     * @param line where it came from
     * @param text its text or pair
     * @param labels its right labels; empty for regression
     * @param value its right number; 0 for classification
     */
    record Row(Line line, TextPair text, Set<String> labels, double value) {}

    /** Reads a line. */
    Row read(Line line, LabelledLines reader) throws IOException;

    /**
     * Counts an answer.
     *
     * @param other what the second model says; null if there is none
     */
    void add(Row row, Classification answer, @Nullable Classification other);

    /** The result. */
    ObjectNode fields();
}
