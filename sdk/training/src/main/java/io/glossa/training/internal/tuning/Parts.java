package io.glossa.training.internal.tuning;

import java.util.Arrays;
import java.util.Random;

/** Divides texts: most are learned from, some held out, in the same proportion for each group. Seeded, and the same on every machine. */
final class Parts {
    static final byte TRAIN = 0;
    static final byte DEV = 1;
    static final byte CALIBRATION = 2;

    private Parts() {}

    /**
     * The part of each text. Of each group at least one text is left to learn from.
     *
     * @param groups group of each text
     * @param dev how many texts are for measuring, about
     * @param calibration how many are for calibration, about
     */
    static byte[] of(int[] groups, int dev, int calibration, long seed) {
        int n = groups.length;
        byte[] parts = new byte[n];
        if (dev + calibration == 0) {
            return parts;
        }
        long[] order = new long[n];
        Random random = new Random(seed);
        int[] place = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            place[i] = place[j];
            place[j] = i;
        }
        for (int i = 0; i < n; i++) {
            order[i] = ((long) groups[place[i]] << 32) | i;
        }
        Arrays.sort(order);
        // Walking through the groups, a part gets its next text whenever it is behind its share.
        double wantDev = 0;
        double wantCalibration = 0;
        int gaveDev = 0;
        int gaveCalibration = 0;
        int end = 0;
        int left = 0;
        for (int i = 0; i < n; i++) {
            wantDev += (double) dev / n;
            wantCalibration += (double) calibration / n;
            if (i == end) {
                while (end < n && order[end] >>> 32 == order[i] >>> 32) {
                    end++;
                }
                left = end - i - 1;
            }
            int text = place[(int) order[i]];
            if (left == 0) {
                continue;
            }
            if (wantDev - gaveDev >= 0.5 && wantDev - gaveDev >= wantCalibration - gaveCalibration) {
                parts[text] = DEV;
                gaveDev++;
                left--;
            } else if (wantCalibration - gaveCalibration >= 0.5) {
                parts[text] = CALIBRATION;
                gaveCalibration++;
                left--;
            }
        }
        return parts;
    }
}
