package io.glossa.internal.pipeline;

/** Argument checks that put the offending value into the message. */
public final class Checks {
    private Checks() {}

    /** Requires {@code value >= minimum}. */
    public static int atLeast(int value, int minimum, String name) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + ": expected at least " + minimum + ", found " + value);
        }
        return value;
    }

    /** Requires a condition on an argument. */
    public static void argument(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
