package io.glossa.training.internal.tuning;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.AtomicFiles;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import io.glossa.error.TrainingException;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.internal.loop.Evaluations;
import io.glossa.training.internal.loop.TrainingLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that is over: its weights lie in the work folder in their last form until the best run is chosen, so a resumed training need not
 * repeat it.
 *
 * @param run its number, from 1
 * @param seed its seed
 * @param outcome how the loop went
 * @param metrics of the development data, with the final weights
 * @param score what decides between runs, more is better
 * @param temperature that is folded into the weights
 * @param thresholds probability from which each label is given; empty but for multi-label data
 * @param devLogits of the final weights [n][l]
 */
record FinishedRun(int run, long seed, TrainingLoop.Outcome outcome, Map<String, Double> metrics, double score, double temperature,
        double[] thresholds, float[][] devLogits) {
    static final String WEIGHTS = "final.safetensors";
    private static final String LOGITS = "logits.safetensors";
    private static final String FACTS = "finished.json";

    /** Writes it; the facts last, so that they stand for the rest. */
    void write(Path folder, SafeTensorsWriter weights, String fingerprint) {
        try {
            weights.write(folder.resolve(WEIGHTS));
            int labels = devLogits[0].length;
            float[] flat = new float[Math.multiplyExact(devLogits.length, labels)];
            for (int i = 0; i < devLogits.length; i++) {
                System.arraycopy(devLogits[i], 0, flat, i * labels, labels);
            }
            new SafeTensorsWriter().add("logits", flat, devLogits.length, labels).write(folder.resolve(LOGITS));
            ObjectNode node = SafeJson.mapper().createObjectNode().put("fingerprint", fingerprint).put("run", run).put("seed", seed)
                    .put("score", score).put("temperature", temperature).put("steps", outcome.steps()).put("best_step", outcome.bestStep())
                    .put("best_score", outcome.bestScore()).put("tokens", outcome.tokens()).put("padding", outcome.padding())
                    .put("skipped", outcome.skipped()).put("ended_early", outcome.endedEarly()).put("seconds", outcome.seconds());
            ArrayNode cuts = node.putArray("thresholds");
            for (double threshold : thresholds) {
                cuts.add(threshold);
            }
            metrics.forEach(node.putObject("metrics")::put);
            ArrayNode history = node.putArray("history");
            outcome.history().forEach(evaluation -> history.add(Evaluations.toJson(evaluation)));
            node.set("windows", Evaluations.windows(outcome.windows()));
            AtomicFiles.write(folder.resolve(FACTS), file -> SafeJson.mapper().writeValue(file.toFile(), node));
        } catch (IOException e) {
            throw new TrainingException(folder + ": expected to write the trained weights, found " + e.getClass().getSimpleName()
                    + "; free space or correct permissions, then resume", e);
        }
    }

    /** Reads one of the same options and data. */
    static Optional<FinishedRun> read(Path folder, String fingerprint) {
        if (!Files.exists(folder.resolve(FACTS)) || !Files.exists(folder.resolve(WEIGHTS))) {
            return Optional.empty();
        }
        try {
            ObjectNode node = SafeJson.object(Files.readAllBytes(folder.resolve(FACTS)), folder + "/" + FACTS);
            if (!node.path("fingerprint").asText().equals(fingerprint)) {
                return Optional.empty();
            }
            SafeTensors file = SafeTensors.open(folder.resolve(LOGITS));
            int labels = (int) (long) file.shape("logits").get(1);
            float[] flat = file.floats("logits");
            float[][] logits = new float[flat.length / labels][labels];
            for (int i = 0; i < logits.length; i++) {
                System.arraycopy(flat, i * labels, logits[i], 0, labels);
            }
            List<TrainingEvaluation> history = Evaluations.list(node.path("history"));
            double[] thresholds = new double[node.path("thresholds").size()];
            for (int i = 0; i < thresholds.length; i++) {
                thresholds[i] = node.path("thresholds").get(i).asDouble();
            }
            Map<String, Double> metrics = new LinkedHashMap<>();
            node.path("metrics").properties().forEach(metric -> metrics.put(metric.getKey(), metric.getValue().asDouble()));
            TrainingLoop.Outcome outcome = new TrainingLoop.Outcome(history, Evaluations.windows(node.path("windows")), node.path("steps").asLong(), node.path("best_step").asLong(),
                    node.path("best_score").asDouble(), node.path("tokens").asLong(), node.path("padding").asDouble(),
                    node.path("skipped").asLong(), node.path("ended_early").asBoolean(), node.path("seconds").asDouble());
            return Optional.of(new FinishedRun(node.path("run").asInt(), node.path("seed").asLong(), outcome, metrics,
                    node.path("score").asDouble(), node.path("temperature").asDouble(), thresholds, logits));
        } catch (IOException | ModelFormatException e) {
            // Damaged: the run is made again, from its checkpoints if they are there.
            return Optional.empty();
        }
    }
}
