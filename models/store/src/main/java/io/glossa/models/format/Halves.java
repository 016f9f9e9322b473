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

    /** The nearest half, of two the even one; what is beyond the largest becomes infinite (IEEE 754). NaN stays NaN. */
    static short ofFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00 | bits >>> 13 & 0x3ff);
        }
        if (magnitude >= 65520) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x1p-14f) {
            // Adding one half's worth of a float's digits rounds the rest away.
            return (short) (sign | Float.floatToRawIntBits(magnitude + 0.5f) - Float.floatToRawIntBits(0.5f));
        }
        int rounded = (bits & 0x7fffffff) + 0xfff + (bits >>> 13 & 1);
        return (short) (sign | (rounded >>> 13) - (127 - 15 << 10));
    }
}
