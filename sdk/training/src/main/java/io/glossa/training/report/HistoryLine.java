package io.glossa.training.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A line of {@code history.jsonl}. */
sealed interface HistoryLine {
    /** Reads and writes the lines. */
    JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** The step it was written after. */
    long step();

    /** A window of steps. */
    record OfStep(Step value) implements HistoryLine {
        @Override
        public long step() {
            return value.step();
        }
    }

    /** An epoch. */
    record OfEpoch(Epoch value) implements HistoryLine {
        @Override
        public long step() {
            return value.step();
        }
    }

    /** Reads a line; null if it is damaged or of another kind. */
    static @Nullable HistoryLine parse(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return null;
        }
        if (!node.isObject() || !node.path("step").isIntegralNumber()) {
            return null;
        }
        long step = node.get("step").longValue();
        double seconds = number(node.get("seconds"));
        return switch (node.path("type").asText()) {
            case "step" -> new OfStep(new Step(step, number(node.get("epoch")), number(node.get("loss")), number(node.get("learning_rate")),
                    number(node.get("gradient_norm")), number(node.get("tokens_per_second")), seconds));
            case "epoch" -> new OfEpoch(new Epoch(node.path("epoch").asInt(), step, number(node.get("train_loss")),
                    node.has("dev_loss") ? OptionalDouble.of(number(node.get("dev_loss"))) : OptionalDouble.empty(),
                    metrics(node.path("dev")), node.path("best").asBoolean(), seconds));
            default -> null;
        };
    }

    private static double number(@Nullable JsonNode node) {
        return node != null && node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    private static Map<String, Double> metrics(JsonNode node) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        node.fields().forEachRemaining(field -> metrics.put(field.getKey(), number(field.getValue())));
        return metrics;
    }

    /** The line of a window of steps. */
    static ObjectNode node(Step step) {
        ObjectNode node = JSON.createObjectNode().put("type", "step").put("step", step.step());
        put(node, "epoch", step.epoch());
        put(node, "loss", step.loss());
        put(node, "learning_rate", step.learningRate());
        put(node, "gradient_norm", step.gradientNorm());
        put(node, "tokens_per_second", step.tokensPerSecond());
        put(node, "seconds", step.seconds());
        return node;
    }

    /** The line of an epoch. */
    static ObjectNode node(Epoch epoch) {
        ObjectNode node = JSON.createObjectNode().put("type", "epoch").put("epoch", epoch.epoch()).put("step", epoch.step());
        put(node, "train_loss", epoch.trainLoss());
        epoch.devLoss().ifPresent(loss -> put(node, "dev_loss", loss));
        ObjectNode metrics = node.putObject("dev");
        epoch.metrics().forEach((name, value) -> put(metrics, name, value));
        node.put("best", epoch.best());
        put(node, "seconds", epoch.seconds());
        return node;
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
