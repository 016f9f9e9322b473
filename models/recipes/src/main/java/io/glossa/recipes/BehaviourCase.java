package io.glossa.recipes;

import io.glossa.error.InvalidInputException;
import java.util.Map;
import java.util.Objects;

/**
 * A case of a behaviour suite.
 *
 * @param row its line in the file; the header is line 1
 * @param capability what it is about, such as {@code negation}
 * @param expected what has to come out
 * @param text what is read
 * @param perturbed what is read beside it; empty where one text is enough
 */
record BehaviourCase(int row, String capability, Expectation expected, String text, String perturbed) {
    BehaviourCase {
        Objects.requireNonNull(capability, "capability");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(perturbed, "perturbed");
    }

    /**
     * Reads a row.
     *
     * @param name of the file, for messages
     * @throws InvalidInputException if a column is missing, a word is not known, or texts and type don't go together
     */
    static BehaviourCase of(Map<String, String> cells, int row, String name) {
        String where = name + ", line " + row;
        Expectation expected = Expectation.of(cell(cells, "expected", where), where);
        String type = expected.type().word();
        if (!cell(cells, "type", where).equals(type)) {
            throw new InvalidInputException(where + ": expected the type " + type + ", to which \"" + expected.word()
                    + "\" belongs, found another");
        }
        String text = cell(cells, "text", where);
        String perturbed = cell(cells, "perturbed", where);
        if (text.isBlank() || perturbed.isBlank() != (expected.type() == BehaviourType.MINIMUM)) {
            throw new InvalidInputException(where + ": expected a text, and a perturbed one unless the type is "
                    + BehaviourType.MINIMUM.word() + ", found a cell too many or too few");
        }
        return new BehaviourCase(row, cell(cells, "capability", where), expected, text, perturbed);
    }

    private static String cell(Map<String, String> cells, String column, String where) {
        String cell = cells.get(column);
        if (cell == null) {
            throw new InvalidInputException(where + ": expected a column \"" + column + "\", found none");
        }
        return cell;
    }

    /** The text that is compared with {@code text}: the perturbed one, or the text itself where there is none. */
    String other() {
        return perturbed.isEmpty() ? text : perturbed;
    }

    /** Whether the answers for {@code text} and {@code other} are as they should be. */
    boolean isMet(Reading ofText, Reading ofOther) {
        return expected.isMet(ofText, ofOther);
    }
}
