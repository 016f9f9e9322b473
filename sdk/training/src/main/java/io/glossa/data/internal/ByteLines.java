package io.glossa.data.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a UTF-8 stream, ended by LF or CRLF and by nothing else: texts may hold other line separators. What is not UTF-8 or
 * too long spoils its own line only. Not thread-safe.
 */
final class ByteLines {
    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[1 << 16];
    private byte[] line = new byte[256];
    private int position;
    private int limit;
    private long number;
    private boolean overlong;

    /**
     * Lines of a stream.
     *
     * @param maxBytes longest line, in bytes
     */
    ByteLines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Reads the next line without its end into {@link #line}; its length, or −1 at the end of the stream. */
    private int nextBytes() throws IOException {
        int length = 0;
        overlong = false;
        boolean any = false;
        while (true) {
            if (position == limit) {
                limit = in.read(buffer);
                position = 0;
                if (limit <= 0) {
                    limit = 0;
                    return any ? length : -1;
                }
            }
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int count = end - position;
            overlong |= length + (long) count > maxBytes;
            if (!overlong) {
                if (length + count > line.length) {
                    line = Arrays.copyOf(line, Math.max(length + count, (int) Math.min(maxBytes, line.length * 2L)));
                }
                System.arraycopy(buffer, position, line, length, count);
                length += count;
            }
            position = end;
            if (position < limit) {
                position++;
                return length;
            }
        }
    }

    /** The next line as the only cell of a row, or null at the end. */
    @Nullable Row next() throws IOException {
        int length = nextBytes();
        if (length < 0) {
            return null;
        }
        number++;
        if (overlong) {
            return Row.bad(number, "expected at most " + maxBytes + " bytes, found more; is this a text file?");
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        String text = Utf8.decode(line, end);
        return text == null ? Row.bad(number, Utf8.PROBLEM) : Row.of(number, List.of(text));
    }
}
