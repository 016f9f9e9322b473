package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Classification;
import io.glossa.ZeroShotClassifier;
import io.glossa.ZeroShotOptions;
import io.glossa.base.internal.SafeJson;
import io.glossa.cli.input.Request;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glossa zero-shot}. */
@Command(name = "zero-shot", description = "Classifies texts by labels of your choice, without training.",
        mixinStandardHelpOptions = true)
public final class ZeroShotCommand extends TextCommand {
    @Option(names = "--labels", paramLabel = "A,B,C", description = "The labels, separated by commas.")
    @Nullable String labels;

    @Option(names = "--template", paramLabel = "T", defaultValue = ZeroShotOptions.DEFAULT_TEMPLATE,
            description = "The hypothesis, {} where the label goes (default: This example is {}.).")
    String template = ZeroShotOptions.DEFAULT_TEMPLATE;

    @Option(names = "--multi-label", description = "Any number of labels may apply.")
    boolean multiLabel;

    private ZeroShotClassifier classifier;

    ZeroShotCommand(Streams streams) {
        super(streams);
    }

    /** What lines must agree in. */
    private record Group(ObjectNode options, List<String> labels, ZeroShotOptions how) {}

    @Override
    String defaultModel() {
        return ZeroShotClassifier.DEFAULT_MODEL;
    }

    @Override
    AutoCloseable open(String model) {
        classifier = common.configure(ZeroShotClassifier.builder(model)).build();
        return classifier;
    }

    @Override
    Set<String> fields() {
        return Set.of("candidate_labels", "hypothesis_template", "multi_label");
    }

    @Override
    Object group(Request request) {
        request.requireTexts();
        return new Group(request.options().node(), labels(request), how(request));
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        for (TextPair text : texts) {
            if (text.pair() != null) {
                throw new InvalidInputException("text_pair: expected a single text, found a pair; the label is the second text");
            }
        }
        List<ObjectNode> results = new ArrayList<>(texts.size());
        List<String> singles = texts.stream().map(TextPair::text).toList();
        for (Classification each : classifier.with(textOptions(like.options())).classify(singles, labels(like), how(like))) {
            ObjectNode node = object();
            node.set("labels", ClassifyCommand.labels(each, Integer.MAX_VALUE, null));
            results.add(withUsage(node, each.usage()));
        }
        return results;
    }

    private List<String> labels(Request request) {
        JsonNode field = request.field("candidate_labels");
        if (field != null && field.isArray()) {
            return Request.strings(field, "candidate_labels");
        }
        String joined = field == null ? labels : Request.string(field, "candidate_labels");
        if (joined == null) {
            throw new InvalidInputException("candidate_labels: expected labels, found none; give --labels a,b,c or the field");
        }
        return Arrays.stream(joined.split(",")).map(String::strip).filter(label -> !label.isEmpty()).toList();
    }

    private ZeroShotOptions how(Request request) {
        JsonNode field = request.field("hypothesis_template");
        JsonNode multi = request.field("multi_label");
        if (multi != null && !multi.isBoolean()) {
            throw new InvalidInputException("multi_label: expected true or false, found " + SafeJson.kind(multi));
        }
        return new ZeroShotOptions(field == null ? template : Request.string(field, "hypothesis_template"),
                multi == null ? multiLabel : multi.booleanValue());
    }

    @Override
    String people(ObjectNode result) {
        return ClassifyCommand.labelsForPeople(result);
    }
}
