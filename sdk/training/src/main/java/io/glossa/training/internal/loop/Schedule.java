package io.glossa.training.internal.loop;

import io.glossa.training.LearningRateSchedule;

/**
 * The learning rate of each step, as {@code get_linear_schedule_with_warmup} and its relatives in transformers: step 1 of a warm-up over w
 * steps has rate 0, step w + 1 the highest.
 *
 * @param kind how it goes on after the warm-up
 * @param highest the highest rate
 * @param warmup steps of the warm-up
 * @param total all steps
 */
public record Schedule(LearningRateSchedule kind, double highest, long warmup, long total) {
    /** The rate of a step, from 1. */
    public double rate(long step) {
        long done = step - 1;
        if (done < warmup) {
            return highest * done / Math.max(1, warmup);
        }
        double progress = (double) (done - warmup) / Math.max(1, total - warmup);
        return switch (kind) {
            case LINEAR -> highest * Math.max(0, 1 - progress);
            case COSINE -> highest * Math.max(0, 0.5 * (1 + Math.cos(Math.PI * progress)));
            case CONSTANT -> highest;
        };
    }
}
