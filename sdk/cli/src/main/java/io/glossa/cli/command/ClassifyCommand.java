package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Activation;
import io.glossa.Classification;
import io.glossa.LabelScore;
import io.glossa.TextClassifier;
import io.glossa.cli.input.LineOptions;
import io.glossa.cli.input.Request;
import io.glossa.cli.output.ResultWriter;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glossa classify}. */
@Command(name = "classify", description = "Gives texts the labels of a model.", mixinStandardHelpOptions = true)
public final class ClassifyCommand extends TextCommand {
    @Option(names = "--top-k", paramLabel = "N", description = "Only the best N labels (default: all).")
    @Nullable Integer topK;

    @Option(names = "--threshold", paramLabel = "T", description = "Only labels that score at least T.")
    @Nullable Double threshold;

    @Option(names = "--raw", description = "Add the logits.")
    boolean raw;

    private TextClassifier classifier;

    ClassifyCommand(Streams streams) {
        super(streams);
    }

    @Override
    String defaultModel() {
        return "sentiment-en";
    }

    @Override
    AutoCloseable open(String model) {
        classifier = common.configure(TextClassifier.builder(model)).build();
        return classifier;
    }

    @Override
    Set<String> options() {
        return Set.of("batch_size", "top_k", "function_to_apply");
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        LineOptions options = like.options();
        Activation activation = options.word("function_to_apply", "softmax", "sigmoid", "none")
                .map(word -> Activation.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(classifier.activation());
        int top = options.has("top_k") ? options.integer("top_k", 1).orElse(Integer.MAX_VALUE)
                : topK == null ? Integer.MAX_VALUE : topK;
        List<ObjectNode> results = new ArrayList<>(texts.size());
        for (Classification each : classifier.with(textOptions(options)).classifyPairs(texts)) {
            Classification scored = activation == each.activation() ? each : each.withActivation(activation);
            ObjectNode node = object();
            node.set("labels", labels(scored, top, threshold));
            if (raw) {
                node.set("logits", array(scored.logits()));
            }
            results.add(withUsage(node, scored.usage()));
        }
        return results;
    }

    /** The labels as JSON, best first. */
    static ArrayNode labels(Classification classification, int top, @Nullable Double threshold) {
        ArrayNode labels = object().arrayNode();
        for (LabelScore label : classification.top(top)) {
            if (threshold == null || label.score() >= threshold) {
                labels.addObject().put("label", label.label()).put("score", label.score());
            }
        }
        return labels;
    }

    @Override
    String people(ObjectNode result) {
        return labelsForPeople(result);
    }

    static String labelsForPeople(ObjectNode result) {
        StringBuilder text = new StringBuilder();
        result.get("labels").forEach(label -> text.append(text.length() == 0 ? "" : "  ")
                .append(label.path("label").asText()).append(' ').append(ResultWriter.decimal(label.path("score").asDouble())));
        return (text.length() == 0 ? "(no label)" : text) + cut(result);
    }
}
