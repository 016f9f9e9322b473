package io.glossa.data.internal;

import io.glossa.error.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What bytes say, where they are UTF-8. */
final class Utf8 {
    static final String PROBLEM = "expected UTF-8, found other bytes; convert the file to UTF-8";

    private Utf8() {}

    /** The text of the first bytes, or null if they are not UTF-8. */
    static @Nullable String decode(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * The stream behind its byte order mark, if it has one.
     *
     * @param name what messages call the file
     * @throws InvalidInputException if its first bytes tell UTF-16 or a file that is no text
     */
    static InputStream start(InputStream in, String name) throws IOException {
        BufferedInputStream start = new BufferedInputStream(in, 1 << 16);
        start.mark(4);
        byte[] first = start.readNBytes(4);
        start.reset();
        if (begins(first, 0xef, 0xbb, 0xbf)) {
            start.skipNBytes(3);
        } else if (begins(first, 0xff, 0xfe) || begins(first, 0xfe, 0xff) || everySecondIsZero(first)) {
            throw new InvalidInputException(name + ": expected UTF-8, found UTF-16; save the file as UTF-8");
        } else if (begins(first, 'P', 'K', 3, 4)) {
            throw new InvalidInputException(name
                    + ": expected text, found a zip archive, such as a spreadsheet or a document; export it as UTF-8 CSV");
        }
        return start;
    }

    /** UTF-16 without a byte order mark, of which the first characters are of the Latin alphabet, as those of headers are. */
    private static boolean everySecondIsZero(byte[] first) {
        return first.length == 4 && (first[0] == 0) == (first[2] == 0) && (first[1] == 0) == (first[3] == 0) && (first[0] == 0) != (first[1] == 0);
    }

    private static boolean begins(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
