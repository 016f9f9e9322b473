package io.glossa.training.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.training.TrainingEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
}
