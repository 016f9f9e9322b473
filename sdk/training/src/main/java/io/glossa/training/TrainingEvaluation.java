package io.glossa.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * One measurement on the development data in the course of a training. Immutable and thread-safe.
 *
 * @param step steps so far
 * @param epoch epochs so far, with a fraction
 * @param trainLoss mean training loss since the last measurement
 * @param learningRate rate of the last step
 * @param metrics what was measured, by name: {@code loss} and, by kind of data, {@code accuracy}, {@code macro_f1}, {@code micro_f1},
 *     {@code pearson}, {@code mae}, and the metric that was asked for; else the keys of
 *     {@link io.glossa.evaluation.Metric}; unmodifiable
 * @param best whether it was the best so far
 * @param seconds seconds since training began, earlier runs that were resumed included
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record TrainingEvaluation(long step, double epoch, double trainLoss, double learningRate, Map<String, Double> metrics, boolean best,
        double seconds) {
    /** Copies the metrics. */
    public TrainingEvaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
