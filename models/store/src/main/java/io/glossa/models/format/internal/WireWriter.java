package io.glossa.models.format.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes one message in the wire format of Protocol Buffers (field numbers and wire types are facts of the format). Fields
 * come out in the order of the calls.
 */
public final class WireWriter {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A whole number. */
    public WireWriter number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    /** A 32-bit float. */
    public WireWriter floating(int field, float value) {
        varint((long) field << 3 | FIXED32);
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
        return this;
    }

    /** A string. */
    public WireWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A message inside this one. */
    public WireWriter message(int field, WireWriter value) {
        return bytes(field, value.toByteArray());
    }

    /** Bytes. */
    public WireWriter bytes(int field, byte[] value) {
        open(field, value.length);
        out.writeBytes(value);
        return this;
    }

    /** The tag and length of a field whose {@code length} bytes are written elsewhere. */
    public WireWriter open(int field, long length) {
        varint((long) field << 3 | LENGTH);
        varint(length);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** What was written so far. */
    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /** Number of bytes written so far. */
    public int size() {
        return out.size();
    }
}
