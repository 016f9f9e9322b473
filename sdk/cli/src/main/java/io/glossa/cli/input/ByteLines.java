package io.glossa.cli.input;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of a UTF-8 stream, ended by LF or CRLF and by nothing else: texts may hold other line separators. Bytes that are
 * not UTF-8 spoil their own line only. Not thread-safe.
 */
final class ByteLines {
    /** Longest line, in bytes: a guard against files that are not text. */
    static final int MAX_LINE = 256 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long number;
    private boolean first = true;

    ByteLines(InputStream in) {
        this.in = in;
    }

    /** Number of the line read last, from 1. */
    long number() {
        return number;
    }

    /** Reads the next line as bytes, without its end; null at the end of the stream. */
    private byte @org.jspecify.annotations.Nullable [] nextBytes() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        while (true) {
            if (position == limit) {
                limit = in.read(buffer);
                position = 0;
                if (limit <= 0) {
                    limit = 0;
                    return length == 0 ? null : Arrays.copyOf(line, length);
                }
            }
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int count = end - position;
            if (length + (long) count > MAX_LINE) {
                throw new InvalidInputException("line " + (number + 1) + ": expected at most " + MAX_LINE
                        + " bytes, found more; is this a text file?");
            }
            if (length + count > line.length) {
                line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
            }
            System.arraycopy(buffer, position, line, length, count);
            length += count;
            position = end;
            if (position < limit) {
                position++;
                return Arrays.copyOf(line, length);
            }
        }
    }

    /**
     * The next line, or null at the end.
     *
     * @throws InvalidInputException if it is not UTF-8; reading can go on
     */
    @org.jspecify.annotations.Nullable String next() throws IOException {
        byte[] bytes = nextBytes();
        if (bytes == null) {
            return null;
        }
        number++;
        int start = 0;
        if (first && bytes.length >= 3 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb && (bytes[2] & 0xff) == 0xbf) {
            start = 3;
        }
        first = false;
        int end = bytes.length > start && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            return StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("line " + number + ": expected UTF-8, found other bytes; convert the file to UTF-8");
        }
    }
}
