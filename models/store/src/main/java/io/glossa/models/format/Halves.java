package io.glossa.models.format;

/** IEEE half precision on a JDK that has no conversion of its own. */
final class Halves {
    private Halves() {}

    /** Widens a half to a float; exact for every value, subnormals, infinities and NaN payloads included. */
    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int bits = exponent == 0x1f ? 0x7f800000 : (exponent + 127 - 15) << 23;
        return Float.intBitsToFloat(sign | bits | fraction << 13);
    }
}
