package io.glossa.training.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.apiguardian.api.API;

/**
 * How a run went. Numbers may be NaN where there is none, as the loss of a run that broke. Immutable and thread-safe.
 *
 * @param steps means over windows of steps, in order
 * @param epochs what was measured after each epoch, in order
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record TrainingHistory(List<Step> steps, List<Epoch> epochs) {
    /** No history. */
    public static final TrainingHistory NONE = new TrainingHistory(List.of(), List.of());

    /** Copies the lists. */
    public TrainingHistory {
        steps = List.copyOf(steps);
        epochs = List.copyOf(epochs);
    }

    /**
     * A window of steps, one or more.
     *
     * @param step number of its last step, from 1
     * @param epoch how many epochs are done by then, such as 1.5
     * @param loss mean training loss in the window
     * @param learningRate of the last step
     * @param gradientNorm mean norm of the gradient before clipping
     * @param tokensPerSecond tokens that went through the model, padding not counted
     * @param seconds since the start of the run, pauses between resumed parts not counted
     */
    public record Step(long step, double epoch, double loss, double learningRate, double gradientNorm, double tokensPerSecond,
            double seconds) {}

    /**
     * An epoch.
     *
     * @param epoch its number, from 1
     * @param step number of its last step
     * @param trainLoss mean training loss in the epoch
     * @param devLoss loss on the development data, if there are any
     * @param metrics metrics on the development data by name, in the order to show; the first decides which epoch is best
     * @param best whether it was the best so far
     * @param seconds since the start of the run, as in {@link Step}
     */
    public record Epoch(int epoch, long step, double trainLoss, OptionalDouble devLoss, Map<String, Double> metrics, boolean best,
            double seconds) {
        /** Copies the metrics. */
        public Epoch {
            Objects.requireNonNull(devLoss, "devLoss");
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        }
    }
}
