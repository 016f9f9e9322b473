package io.glossa.internal.pipeline;

/** Rounding to IEEE half precision, on a JDK that has no conversion of its own. */
public final class HalfFloats {
    private static final float LARGEST = 65504;

    private HalfFloats() {}

    /** The nearest half, ties to even; what is too large becomes the largest half. */
    static short toHalf(float value) {
        if (Math.abs(value) > LARGEST) {
            value = Math.copySign(LARGEST, value);
        }
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (magnitude < 0x1p-14f) {
            // Subnormal: a whole number of 2^-24.
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
        }
        int bits = Float.floatToRawIntBits(magnitude);
        int rounded = bits + 0xfff + (bits >>> 13 & 1);
        return (short) (sign | (rounded >>> 13) - ((127 - 15) << 10));
    }

    /** The value of the nearest half. */
    public static float rounded(float value) {
        float magnitude = Math.min(Math.abs(value), LARGEST);
        if (magnitude < 0x1p-14f) {
            return Math.copySign((float) Math.rint(magnitude * 0x1p24f) * 0x1p-24f, value);
        }
        int bits = Float.floatToRawIntBits(magnitude);
        return Math.copySign(Float.intBitsToFloat(bits + 0xfff + (bits >>> 13 & 1) & ~0x1fff), value);
    }
}
