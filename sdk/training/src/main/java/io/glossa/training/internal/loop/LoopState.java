package io.glossa.training.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.report.TrainingHistory.Step;
import java.util.ArrayList;
import java.util.List;

/** Where a run stands. With the states of the parameters that is all it needs to go on. Mutable; belongs to one loop. */
final class LoopState {
    /** Updates so far. */
    long step;
    /** Epoch under way, from 0. */
    int epoch;
    /** Updates of that epoch so far. */
    int updates;
    /** Sum of the losses since the last measurement. */
    double lossSum;
    /** Number of those losses. */
    long losses;
    /** Tokens so far, without padding. */
    long tokens;
    /** Tokens so far, with padding. */
    long padded;
    /** Texts so far. */
    long texts;
    /** Steps that were left out, because a gradient was no number. */
    long skipped;
    /** Those in a row. */
    int skippedInARow;
    /** Step of the best measurement, 0 if there is none. */
    long bestStep;
    /** Its score, more is better. */
    double bestScore = Double.NEGATIVE_INFINITY;
    /** Its loss. */
    double bestLoss = Double.POSITIVE_INFINITY;
    /** Measurements without a better one. */
    int withoutGain;
    /** Whether training ended early. */
    boolean ended;
    /** Seconds of the runs before this one. */
    double seconds;
    /** Means over windows of steps. */
    final List<Step> windows = new ArrayList<>();
    /** Sum of the losses in the window under way. */
    double windowLoss;
    /** Sum of the norms of gradients in it. */
    double windowNorm;
    /** Steps in it. */
    int windowSteps;
    /** Tokens before it. */
    long windowTokens;
    /** Seconds before it. */
    double windowSeconds;
    /** All measurements. */
    final List<TrainingEvaluation> history = new ArrayList<>();

    ObjectNode toJson() {
        ObjectNode node = SafeJson.mapper().createObjectNode().put("step", step).put("epoch", epoch).put("updates", updates)
                .put("loss_sum", lossSum).put("losses", losses).put("tokens", tokens).put("padded", padded).put("texts", texts)
                .put("skipped", skipped).put("skipped_in_a_row", skippedInARow).put("best_step", bestStep)
                .put("without_gain", withoutGain).put("ended", ended).put("seconds", seconds);
        if (bestStep > 0) {
            node.put("best_score", bestScore).put("best_loss", bestLoss);
        }
        node.putObject("window").put("loss", windowLoss).put("norm", windowNorm).put("steps", windowSteps).put("tokens", windowTokens)
                .put("seconds", windowSeconds);
        node.set("windows", Evaluations.windows(windows));
        ArrayNode list = node.putArray("history");
        for (TrainingEvaluation evaluation : history) {
            list.add(Evaluations.toJson(evaluation));
        }
        return node;
    }

    static LoopState parse(JsonNode node) {
        LoopState state = new LoopState();
        state.step = node.path("step").asLong();
        state.epoch = node.path("epoch").asInt();
        state.updates = node.path("updates").asInt();
        state.lossSum = node.path("loss_sum").asDouble();
        state.losses = node.path("losses").asLong();
        state.tokens = node.path("tokens").asLong();
        state.padded = node.path("padded").asLong();
        state.texts = node.path("texts").asLong();
        state.skipped = node.path("skipped").asLong();
        state.skippedInARow = node.path("skipped_in_a_row").asInt();
        state.bestStep = node.path("best_step").asLong();
        if (state.bestStep > 0) {
            state.bestScore = node.path("best_score").asDouble();
            state.bestLoss = node.path("best_loss").asDouble();
        }
        state.withoutGain = node.path("without_gain").asInt();
        state.ended = node.path("ended").asBoolean();
        state.seconds = node.path("seconds").asDouble();
        JsonNode window = node.path("window");
        state.windowLoss = window.path("loss").asDouble();
        state.windowNorm = window.path("norm").asDouble();
        state.windowSteps = window.path("steps").asInt();
        state.windowTokens = window.path("tokens").asLong();
        state.windowSeconds = window.path("seconds").asDouble();
        state.windows.addAll(Evaluations.windows(node.path("windows")));
        state.history.addAll(Evaluations.list(node.path("history")));
        return state;
    }
}
