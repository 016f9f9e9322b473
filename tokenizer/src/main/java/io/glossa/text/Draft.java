package io.glossa.text;

/**
 * A text on its way through the steps.
 *
 * @param text what it is now
 * @param map what it was
 */
record Draft(String text, OffsetMap map) {
    static Draft of(String text) {
        return new Draft(text, OffsetMap.identity(text.length()));
    }
}
