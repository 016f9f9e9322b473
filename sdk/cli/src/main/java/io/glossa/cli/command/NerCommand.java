package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Entities;
import io.glossa.Entity;
import io.glossa.EntityAggregation;
import io.glossa.EntityOptions;
import io.glossa.LengthPolicy;
import io.glossa.TextOptions;
import io.glossa.TokenClassifier;
import io.glossa.cli.input.LineOptions;
import io.glossa.cli.input.Request;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glossa ner}. */
@Command(name = "ner", description = "Finds names and other entities.", mixinStandardHelpOptions = true)
public final class NerCommand extends TextCommand {
    @Option(names = "--aggregation", paramLabel = "HOW", defaultValue = "simple",
            description = "none, simple, first, average or max (default: simple).")
    EntityAggregation aggregation = EntityAggregation.SIMPLE;

    private TokenClassifier classifier;

    NerCommand(Streams streams) {
        super(streams);
    }

    @Override
    @Nullable String defaultModel() {
        return null;
    }

    @Override
    AutoCloseable open(String model) {
        classifier = common.configure(TokenClassifier.builder(model)).build();
        return classifier;
    }

    @Override
    Set<String> options() {
        return Set.of("batch_size", "aggregation_strategy", "ignore_labels");
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        LineOptions options = like.options();
        EntityOptions how = EntityOptions.defaults().withAggregation(options
                .word("aggregation_strategy", "none", "simple", "first", "average", "max")
                .map(word -> EntityAggregation.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(aggregation));
        how = options.words("ignore_labels").map(how::withIgnoreLabels).orElse(how);
        TextOptions text = textOptions(options);
        OptionalInt stride = options.integer("stride", 0);
        if (stride.isPresent()) {
            text = text.toBuilder().length(LengthPolicy.window(stride.getAsInt())).build();
        } else if (common.stride != null) {
            text = text.toBuilder().length(LengthPolicy.window(common.stride)).build();
        }
        List<String> singles = new ArrayList<>(texts.size());
        for (TextPair each : texts) {
            if (each.pair() != null) {
                throw new InvalidInputException("text_pair: expected a single text, found a pair");
            }
            singles.add(each.text());
        }
        return classifier.with(text).recognize(singles, how).stream().map(NerCommand::fields).toList();
    }

    private static ObjectNode fields(Entities entities) {
        ObjectNode node = object();
        ArrayNode list = node.putArray("entities");
        for (Entity entity : entities) {
            list.addObject()
                    .put("label", entity.label())
                    .put("score", entity.score())
                    .put("text", entity.text())
                    .put("start", entity.start())
                    .put("end", entity.end());
        }
        return withUsage(node, entities.usage());
    }

    @Override
    String people(ObjectNode result) {
        StringBuilder text = new StringBuilder();
        result.get("entities").forEach(entity -> text.append(text.length() == 0 ? "" : "  ")
                .append(entity.path("text").asText()).append(" [").append(entity.path("label").asText()).append(' ')
                .append(ResultWriter.decimal(entity.path("score").asDouble())).append(']'));
        return (text.length() == 0 ? "(no entities)" : text) + cut(result);
    }
}
