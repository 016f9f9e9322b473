package io.glossa.tokenizer.lucene;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text from a reader in blocks that end before a space, where there is none, before other white space, and where there is
 * none of that either, between two characters. Lone surrogates come as U+FFFD, which is as long. Not thread-safe.
 */
final class TextBlocks {
    private static final int FIRST_BUFFER = 1 << 12;

    private final int limit;
    private char[] buffer = new char[0];
    private int filled;
    private int cut;
    private int start;

    /** Blocks of at most {@code limit} UTF-16 units, at least 2. */
    TextBlocks(int limit) {
        this.limit = limit;
    }

    /** Makes ready for another reader. */
    void reset() {
        filled = 0;
        cut = 0;
        start = 0;
    }

    /** Lets a large buffer go. */
    void release() {
        reset();
        if (buffer.length > FIRST_BUFFER) {
            buffer = new char[0];
        }
    }

    /** Where the latest block starts in the text; after the last one, how long the text is. */
    int start() {
        return start;
    }

    /** The next block, or null at the end. */
    @Nullable String next(Reader reader) throws IOException {
        start += cut;
        System.arraycopy(buffer, cut, buffer, 0, filled - cut);
        filled -= cut;
        boolean more = fill(reader);
        cut = more ? place() : filled;
        return cut == 0 ? null : wellFormed();
    }

    /** Reads until one unit more than a block is there; false if the text ends before. */
    private boolean fill(Reader reader) throws IOException {
        while (filled <= limit) {
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(limit + 1L, Math.max(FIRST_BUFFER, 2L * filled)));
            }
            int count = reader.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                return false;
            }
            filled += count;
        }
        return true;
    }

    /** Before a single space or the first of several in the second half: there most tokenizers cut, too. */
    private int place() {
        for (int i = limit; i > limit / 2; i--) {
            if (buffer[i] == ' ' && !Character.isWhitespace(buffer[i - 1])) {
                return i;
            }
        }
        for (int i = limit; i > 0; i--) {
            if (Character.isWhitespace(buffer[i])) {
                return i;
            }
        }
        return Character.isHighSurrogate(buffer[limit - 1]) && Character.isLowSurrogate(buffer[limit]) ? limit - 1 : limit;
    }

    private String wellFormed() {
        for (int i = 0; i < cut; i++) {
            if (Character.isHighSurrogate(buffer[i]) && i + 1 < cut && Character.isLowSurrogate(buffer[i + 1])) {
                i++;
            } else if (Character.isSurrogate(buffer[i])) {
                buffer[i] = '\uFFFD';
            }
        }
        return new String(buffer, 0, cut);
    }
}
