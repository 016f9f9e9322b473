package io.glossa.training.internal.loop;

import java.util.OptionalInt;

/**
 * Settings of a loop, with nothing left open.
 *
 * @param epochs how often each text is seen
 * @param batchSize texts of a batch
 * @param accumulation batches of a step
 * @param schedule the learning rate of each step
 * @param clipNorm largest norm of all gradients; infinite for no clipping
 * @param bucketing whether texts of about the same length go into one batch
 * @param seed of this run
 * @param evaluateEvery steps between measurements; empty for after each epoch
 * @param checkpointEvery steps between checkpoints; empty for one after each measurement
 * @param patience measurements without a better one after which training ends; empty for never
 * @param keepBest whether the best weights are brought back at the end
 * @param padding how texts of different lengths become one array
 * @param run number of this run, from 1
 * @param runs number of runs
 */
public record LoopSettings(int epochs, int batchSize, int accumulation, Schedule schedule, double clipNorm, boolean bucketing, long seed,
        OptionalInt evaluateEvery, OptionalInt checkpointEvery, OptionalInt patience, boolean keepBest, Batches.Padding padding, int run, int runs) {

    /** Steps of all epochs. */
    public static long steps(int texts, int batchSize, int accumulation, int epochs) {
        return (long) epochs * updates(texts, batchSize, accumulation);
    }

    /** Steps of an epoch. */
    static int updates(int texts, int batchSize, int accumulation) {
        return (Batches.count(texts, batchSize) + accumulation - 1) / accumulation;
    }
}
