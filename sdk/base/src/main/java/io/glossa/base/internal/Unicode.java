package io.glossa.base.internal;

import io.glossa.error.InvalidInputException;

/** Checks of user text that have to be the same everywhere. */
public final class Unicode {
    private Unicode() {}

    /**
     * Makes sure that a text is valid UTF-16: models see Unicode scalar values, and a lone surrogate is none.
     *
     * @param text the text
     * @param what how the text is called in messages, such as {@code text} or {@code texts[3]}
     * @return the text
     * @throws InvalidInputException if a surrogate stands alone; the message tells where
     */
    public static String requireWellFormed(String text, String what) {
        int bad = firstLoneSurrogate(text);
        if (bad >= 0) {
            throw new InvalidInputException(what + ": expected valid Unicode, found a lone surrogate (U+"
                    + Integer.toHexString(text.charAt(bad)).toUpperCase(java.util.Locale.ROOT) + ") at index " + bad
                    + "; the text was cut inside a character or decoded wrongly, repair or replace it (U+FFFD) first");
        }
        return text;
    }

    /** Index of the first surrogate without its partner, or −1. */
    public static int firstLoneSurrogate(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }
}
