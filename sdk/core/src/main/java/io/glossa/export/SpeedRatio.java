package io.glossa.export;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** How much faster one piece of work is than another, in processor time of this thread. */
final class SpeedRatio {
    private static final int ROUNDS = 7;

    private SpeedRatio() {}

    /** The median time of {@code slow} over that of {@code fast}. They take turns, so that a busy machine slows both. */
    static double of(Runnable slow, Runnable fast) {
        long[] slowTimes = new long[ROUNDS];
        long[] fastTimes = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            slowTimes[round] = time(slow);
            fastTimes[round] = time(fast);
        }
        return (double) median(slowTimes) / Math.max(1, median(fastTimes));
    }

    private static long time(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean processor = threads.isCurrentThreadCpuTimeSupported();
        long start = processor ? threads.getCurrentThreadCpuTime() : System.nanoTime();
        work.run();
        return (processor ? threads.getCurrentThreadCpuTime() : System.nanoTime()) - start;
    }

    private static long median(long[] times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
