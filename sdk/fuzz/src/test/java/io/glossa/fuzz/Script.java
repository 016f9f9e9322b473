package io.glossa.fuzz;

/** Decisions read from a byte array; zeros once it is used up. */
final class Script {
    private final byte[] bytes;
    private int at;

    Script(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    /** A number from 0 to below {@code bound}; takes two bytes where one is not enough. */
    int below(int bound) {
        if (bound <= 1) {
            return 0;
        }
        int value = next();
        return (bound > 256 ? value << 8 | next() : value) % bound;
    }

    int next() {
        return at < bytes.length ? bytes[at++] & 0xff : 0;
    }

    long number() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    /** Some of the bytes as a text of Latin-1 letters. */
    String text() {
        int length = below(24);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) next());
        }
        return text.toString();
    }
}
