package io.glossa.training.internal.loop;

/**
 * Random numbers that depend on where they are used and on nothing before: seed, purpose and step give a seed of their own. So a run that
 * is resumed draws what an undisturbed one would have drawn.
 */
public final class Seeds {
    private Seeds() {}

    /** A seed for a purpose and a number, by the finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    public static long of(long seed, String purpose, long number) {
        return mix(mix(mix(seed + 0x9e3779b97f4a7c15L) ^ purpose.hashCode()) + number * 0x9e3779b97f4a7c15L);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
