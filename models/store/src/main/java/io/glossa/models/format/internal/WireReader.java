package io.glossa.models.format.internal;

import io.glossa.error.ModelFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the protobuf wire format through a small window on a file. A message is the bytes up to an {@code end}; no length is
 * believed before it was compared with the end of the message around it. Not thread-safe.
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private final FileChannel channel;
    private final long size;
    private final String where;
    private final ByteBuffer window = ByteBuffer.allocate(1 << 16).limit(0);
    private long windowEnd;

    WireReader(FileChannel channel, String where) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.where = where;
    }

    long size() {
        return size;
    }

    long position() {
        return windowEnd - window.remaining();
    }

    /** Reads a field's tag: its number is {@code tag >>> 3}, its wire type {@code tag & 7}. */
    int tag(long end) throws IOException {
        long tag = varint(end);
        int type = (int) tag & 7;
        if (tag >>> 3 == 0 || tag > 0xffffffffL
                || (type != VARINT && type != FIXED64 && type != BYTES && type != FIXED32)) {
            throw bad("a protobuf field");
        }
        return (int) tag;
    }

    long varint(long end) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position() >= end) {
                throw bad("a whole number before the end of its message");
            }
            int b = next();
            if (shift == 63 && b > 1) {
                break;
            }
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw bad("a whole number of at most 64 bits");
    }

    /** Reads the length of a message or string and gives the position after it. */
    private long limit(long end) throws IOException {
        long length = varint(end);
        if (length < 0 || length > end - position()) {
            throw bad("a length of at most " + (end - position()) + " bytes");
        }
        return position() + length;
    }

    /** Reads a string of at most the given number of bytes, strictly UTF-8. */
    private String string(long end, int longest) throws IOException {
        long limit = limit(end);
        long length = limit - position();
        if (length > longest) {
            throw bad("a name of at most " + longest + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) next();
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw bad("a name in UTF-8");
        }
    }

    /** The end of the message in a field. */
    long message(int tag, long end) throws IOException {
        if ((tag & 7) != BYTES) {
            throw bad("a message in field " + (tag >>> 3));
        }
        return limit(end);
    }

    /** The whole number in a field. */
    long number(int tag, long end) throws IOException {
        if ((tag & 7) != VARINT) {
            throw bad("a whole number in field " + (tag >>> 3));
        }
        return varint(end);
    }

    /** The string in a field. */
    String name(int tag, long end, int longest) throws IOException {
        if ((tag & 7) != BYTES) {
            throw bad("a name in field " + (tag >>> 3));
        }
        return string(end, longest);
    }

    /** Skips the value of a field. */
    void skip(int tag, long end) throws IOException {
        switch (tag & 7) {
            case VARINT -> varint(end);
            case FIXED64 -> moveTo(step(8, end));
            case FIXED32 -> moveTo(step(4, end));
            default -> moveTo(limit(end));
        }
    }

    /** Goes on behind a message. */
    void skipTo(long end) {
        moveTo(end);
    }

    ModelFormatException bad(String expected) {
        return new ModelFormatException(where + ": expected " + expected + " at byte " + position() + " of " + size
                + ", found something else; the ONNX file is damaged or incomplete, get it again from where it came");
    }

    private long step(int bytes, long end) {
        if (bytes > end - position()) {
            throw bad(bytes + " bytes before the end of their message");
        }
        return position() + bytes;
    }

    private void moveTo(long target) {
        long ahead = target - position();
        if (ahead <= window.remaining()) {
            window.position(window.position() + (int) ahead);
        } else {
            window.limit(0);
            windowEnd = target;
        }
    }

    private int next() throws IOException {
        if (!window.hasRemaining()) {
            window.clear();
            int count = channel.read(window, windowEnd);
            window.flip();
            if (count <= 0) {
                throw new EOFException();
            }
            windowEnd += count;
        }
        return window.get() & 0xff;
    }
}
