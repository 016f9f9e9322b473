package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.RawModel;
import io.glossa.RawOutput;
import io.glossa.cli.input.Request;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code glossa forward}. */
@Command(name = "forward", description = "Prints a model's own numbers: logits, or hidden states of an encoder.",
        mixinStandardHelpOptions = true)
public final class ForwardCommand extends TextCommand {
    private RawModel model;

    ForwardCommand(Streams streams) {
        super(streams);
    }

    @Override
    String defaultModel() {
        return "base-en";
    }

    @Override
    AutoCloseable open(String name) {
        model = common.configure(RawModel.builder(name)).build();
        return model;
    }

    @Override
    Set<String> fields() {
        return Set.of("input_ids");
    }

    @Override
    @Nullable Object group(Request request) {
        if (request.field("input_ids") != null) {
            if (!request.texts().isEmpty() || request.batch()) {
                throw new InvalidInputException("input_ids: expected it alone, found text beside it");
            }
            return null;
        }
        return super.group(request);
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        return model.with(textOptions(like.options())).forward(texts).stream().map(ForwardCommand::fields).toList();
    }

    @Override
    ObjectNode answer(Request request) {
        JsonNode ids = java.util.Objects.requireNonNull(request.field("input_ids"));
        return fields(model.forwardIds(Request.integers(ids, "input_ids")));
    }

    private static ObjectNode fields(RawOutput output) {
        ObjectNode node = object();
        if (output.kind() == RawOutput.Kind.LOGITS) {
            node.set("logits", array(output.row(0)));
            return node;
        }
        ArrayNode rows = node.putArray(output.kind() == RawOutput.Kind.TOKEN_LOGITS ? "logits" : "last_hidden_state");
        for (int i = 0; i < output.rows(); i++) {
            rows.add(array(output.row(i)));
        }
        return node;
    }

    @Override
    String people(ObjectNode result) {
        return json(result.elements().next());
    }
}
