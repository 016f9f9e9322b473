package io.glossa.training.internal.torch;

import java.util.HashMap;
import java.util.Map;

/**
 * The body of a method of TorchScript, one operation a line. What was computed once is not computed again, except where a line is said
 * to be random.
 */
final class Script {
    private final StringBuilder lines = new StringBuilder();
    private final Map<String, String> known = new HashMap<>();
    private int count;

    /** A variable with the value of an expression that always gives the same. */
    String value(String expression) {
        return known.computeIfAbsent(expression, this::fresh);
    }

    /** A variable with the value of an expression that gives another one each time. */
    String fresh(String expression) {
        String name = "v" + count++;
        line(name + " = " + expression);
        return name;
    }

    /** A line as it is. */
    void line(String text) {
        lines.append("    ").append(text).append('\n');
    }

    /** Text of a number. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("expected a finite number, found " + value);
        }
        return Double.toString(value);
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
