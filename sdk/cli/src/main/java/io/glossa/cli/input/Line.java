package io.glossa.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * One line of input, whatever file it came from.
 *
 * @param number its number in the file, from 1
 * @param fields what it says: {@code text}, {@code text_pair} and so on; empty if it has a problem
 * @param problem why it cannot be read, or null
 */
public record Line(long number, ObjectNode fields, @Nullable InvalidInputException problem) {
    /** Its {@code id}, or null. */
    public @Nullable JsonNode id() {
        return fields.get("id");
    }
}
