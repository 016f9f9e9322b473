package io.glossa.training;

import io.glossa.models.ProblemType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * What a training wrote and what was measured. Immutable and thread-safe.
 *
 * @param folder the model directory; every task loads it, and {@code transformers} opens it
 * @param type what labels mean
 * @param labels in the order of the logits
 * @param metrics of the model that was kept on the development data, by the names of {@link TrainingEvaluation#metrics()}
 * @param runs all runs, in the order of their seeds
 * @param best number of the run that was kept, from 1
 * @param servedDifference largest difference on the development data between logits of the trainer and of the directory that was written, as
 *     tasks load it: its ONNX graph, or for heads, adapters and linear models their weights
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record TrainingResult(Path folder, ProblemType type, List<String> labels, Map<String, Double> metrics, List<Run> runs, int best,
        double servedDifference) {
    /** Copies lists and map. */
    public TrainingResult {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(type, "type");
        labels = List.copyOf(labels);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        runs = List.copyOf(runs);
    }

    /**
     * One run.
     *
     * @param seed where its random numbers came from
     * @param metrics of its final weights on the development data
     * @param history all measurements in its course
     * @param steps steps that were made
     * @param bestStep step of the weights that were kept
     * @param seconds how long it took
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public record Run(long seed, Map<String, Double> metrics, List<TrainingEvaluation> history, long steps, long bestStep, double seconds) {
        /** Copies list and map. */
        public Run {
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
            history = List.copyOf(history);
        }
    }
}
