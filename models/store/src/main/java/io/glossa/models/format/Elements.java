package io.glossa.models.format;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Elements of tensors in Java's types. */
final class Elements {
    private Elements() {}

    /** Widens or rounds little-endian floating-point numbers of one type. */
    static void floats(DType dtype, ByteBuffer from, FloatBuffer into) {
        int count = from.remaining() / dtype.bytes();
        switch (dtype) {
            case F32 -> into.put(from.asFloatBuffer());
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    into.put(Halves.toFloat(from.getShort(2 * i)));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    into.put(Float.intBitsToFloat(from.getShort(2 * i) << 16));
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    into.put((float) from.getDouble(8 * i));
                }
            }
        }
    }

    /** Widens little-endian integers or booleans of one type. */
    static void longs(DType dtype, ByteBuffer from, LongBuffer into) {
        int count = from.remaining() / dtype.bytes();
        for (int i = 0; i < count; i++) {
            into.put(switch (dtype) {
                case I8 -> from.get(i);
                case U8, BOOL -> from.get(i) & 0xffL;
                case I16 -> from.getShort(2 * i);
                case U16 -> from.getShort(2 * i) & 0xffffL;
                case I32 -> from.getInt(4 * i);
                case U32 -> from.getInt(4 * i) & 0xffffffffL;
                default -> from.getLong(8 * i);
            });
        }
    }
}
