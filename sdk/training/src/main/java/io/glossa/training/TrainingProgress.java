package io.glossa.training;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * How far a training is, after a step.
 *
 * @param run number of the run with its own seed, from 1
 * @param runs number of runs
 * @param step steps so far
 * @param steps all steps of this run, if it does not end early
 * @param epoch epochs so far, with a fraction
 * @param loss training loss of the step
 * @param learningRate rate of the step
 * @param tokensPerSecond tokens without padding a second, since this process began with the run
 * @param padding share of the tokens that were padding, 0 to 1
 * @param remaining time left for this run at this speed, without the measurements to come
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record TrainingProgress(int run, int runs, long step, long steps, double epoch, double loss, double learningRate,
        double tokensPerSecond, double padding, Duration remaining) {}
