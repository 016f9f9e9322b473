package io.glossa.training.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Measurements as JSON: a line of {@code history.jsonl}, of the command line, and a part of checkpoints. */
public final class Evaluations {
    private Evaluations() {}

    /** One measurement. */
    public static ObjectNode toJson(TrainingEvaluation evaluation) {
        ObjectNode node = SafeJson.mapper().createObjectNode().put("step", evaluation.step()).put("epoch", evaluation.epoch())
                .put("train_loss", evaluation.trainLoss()).put("learning_rate", evaluation.learningRate());
        ObjectNode dev = node.putObject("dev");
        evaluation.metrics().forEach(dev::put);
        return node.put("best", evaluation.best()).put("seconds", evaluation.seconds());
    }

    /** One measurement as a point of the curves; those within an epoch count as one of their own. */
    public static Epoch epoch(int number, TrainingEvaluation evaluation) {
        Map<String, Double> metrics = new LinkedHashMap<>(evaluation.metrics());
        Double loss = metrics.remove("loss");
        return new Epoch(number, evaluation.step(), evaluation.trainLoss(), loss == null ? OptionalDouble.empty() : OptionalDouble.of(loss),
                metrics, evaluation.best(), evaluation.seconds());
    }

    /** All measurements of an array. */
    public static List<TrainingEvaluation> list(JsonNode array) {
        List<TrainingEvaluation> list = new ArrayList<>();
        for (JsonNode each : array) {
            Map<String, Double> metrics = new LinkedHashMap<>();
            each.path("dev").properties().forEach(metric -> metrics.put(metric.getKey(), metric.getValue().asDouble()));
            list.add(new TrainingEvaluation(each.path("step").asLong(), each.path("epoch").asDouble(), each.path("train_loss").asDouble(),
                    each.path("learning_rate").asDouble(), metrics, each.path("best").asBoolean(), each.path("seconds").asDouble()));
        }
        return list;
    }

    /** Windows of steps, an array each. */
    public static ArrayNode windows(List<Step> windows) {
        ArrayNode array = SafeJson.mapper().createArrayNode();
        for (Step step : windows) {
            array.addArray().add(step.step()).add(step.epoch()).add(step.loss()).add(step.learningRate()).add(step.gradientNorm())
                    .add(step.tokensPerSecond()).add(step.seconds());
        }
        return array;
    }

    /** All windows of an array. */
    public static List<Step> windows(JsonNode array) {
        List<Step> windows = new ArrayList<>();
        for (JsonNode step : array) {
            windows.add(new Step(step.get(0).asLong(), step.get(1).asDouble(), step.get(2).asDouble(), step.get(3).asDouble(),
                    step.get(4).asDouble(), step.get(5).asDouble(), step.get(6).asDouble()));
        }
        return windows;
    }
}
