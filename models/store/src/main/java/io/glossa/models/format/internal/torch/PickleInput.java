package io.glossa.models.format.internal.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the parts of a pickle one after the other and never past its end. Not thread-safe. */
final class PickleInput {
    private static final int CHUNK = 1 << 16;
    private static final int LONGEST_LINE = 512;

    private final CheckpointBytes bytes;
    private final long end;
    private final ByteBuffer chunk;
    /** Where in the file the chunk ends. */
    private long chunkEnd;

    /** Reads from one byte of the file up to another. */
    PickleInput(CheckpointBytes bytes, long begin, long end) {
        bytes.requireInside(begin, end - begin);
        this.bytes = bytes;
        this.end = end;
        this.chunkEnd = begin;
        this.chunk = ByteBuffer.allocate((int) Math.min(CHUNK, end - begin)).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    }

    String where() {
        return bytes.where();
    }

    /** The place in the file that is read next. */
    long position() {
        return chunkEnd - chunk.remaining();
    }

    long remaining() {
        return end - position();
    }

    int u1() throws IOException {
        return need(1).get() & 0xff;
    }

    int u2() throws IOException {
        return need(2).getShort() & 0xffff;
    }

    int i4() throws IOException {
        return need(4).getInt();
    }

    long u4() throws IOException {
        return i4() & 0xffffffffL;
    }

    long i8() throws IOException {
        return need(8).getLong();
    }

    /** Floats are the only big-endian part of a pickle. */
    double f8() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(i8()));
    }

    byte[] bytes(long length) throws IOException {
        if (length < 0 || length > remaining()) {
            throw Refusal.damaged(where(), "a value of at most " + remaining() + " bytes at byte " + position(),
                    "a length of " + Long.toUnsignedString(length));
        }
        byte[] out = new byte[(int) length];
        for (int at = 0; at < out.length;) {
            int count = Math.min(need(1).remaining(), out.length - at);
            chunk.get(out, at, count);
            at += count;
        }
        return out;
    }

    void skip(long length) throws IOException {
        if (length < 0 || length > remaining()) {
            throw Refusal.damaged(where(), "a value of at most " + remaining() + " bytes at byte " + position(),
                    "a length of " + Long.toUnsignedString(length));
        }
        for (long left = length; left > 0;) {
            int count = (int) Math.min(need(1).remaining(), left);
            chunk.position(chunk.position() + count);
            left -= count;
        }
    }

    String text(long length) throws IOException {
        return decode(bytes(length));
    }

    /** A text that ends with a line feed. */
    String line() throws IOException {
        byte[] line = new byte[LONGEST_LINE];
        for (int length = 0; length < line.length; length++) {
            byte next = need(1).get();
            if (next == '\n') {
                return decode(java.util.Arrays.copyOf(line, length));
            }
            line[length] = next;
        }
        throw Refusal.damaged(where(), "a name of less than " + LONGEST_LINE + " bytes at byte " + position(), "a longer one");
    }

    private String decode(byte[] text) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.damaged(where(), "a text in UTF-8 before byte " + position(), "other bytes");
        }
    }

    private ByteBuffer need(int count) throws IOException {
        if (chunk.remaining() < count) {
            if (remaining() < count) {
                throw Refusal.damaged(where(), count + " more bytes of the pickle at byte " + position(), "its end");
            }
            long begin = position();
            chunk.clear().limit((int) Math.min(chunk.capacity(), end - begin));
            bytes.read(begin, chunk);
            chunk.flip();
            chunkEnd = begin + chunk.limit();
        }
        return chunk;
    }
}
