package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.RawModel;
import io.glossa.RawOutput;
import io.glossa.TranslationSteps;
import io.glossa.Translator;
import io.glossa.cli.input.Request;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.Precision;
import io.glossa.models.architecture.Architectures;
import io.glossa.tokenizer.TextPair;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code glossa forward}. */
@Command(name = "forward", description = "Prints a model's own numbers: logits, or hidden states of an encoder.",
        mixinStandardHelpOptions = true)
public final class ForwardCommand extends TextCommand {
    private static final int BEST = 8;

    private @Nullable RawModel model;
    private @Nullable Translator translator;

    ForwardCommand(Streams streams) {
        super(streams);
    }

    @Override
    String defaultModel() {
        return "base-en";
    }

    @Override
    AutoCloseable open(String name) {
        ModelDirectory directory = common.store().open(name);
        return writes(directory) ? translator = common.configure(Translator.builder(name)).build()
                : (model = common.configure(RawModel.builder(name)).build());
    }

    /** Whether a model writes texts; one of the same kind with a single graph classifies them. */
    static boolean writes(ModelDirectory directory) {
        return directory.has("config.json") && !directory.hasOnnx(Precision.AUTO)
                && Architectures.encoderDecoders().contains(directory.config().modelType());
    }

    @Override
    Set<String> fields() {
        return translator == null ? Set.of("input_ids") : Set.of("input_ids", "decoder_input_ids", "src_lang", "tgt_lang");
    }

    @Override
    @Nullable Object group(Request request) {
        if (request.field("input_ids") != null) {
            if (!request.texts().isEmpty() || request.batch()) {
                throw new InvalidInputException("input_ids: expected it alone, found text beside it");
            }
            return null;
        }
        Object options = super.group(request);
        return translator == null ? options
                : Arrays.asList(options, request.string("src_lang", null), request.string("tgt_lang", null));
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        if (translator != null) {
            Translator each = translator.with(textOptions(like.options()))
                    .between(like.string("src_lang", null), like.string("tgt_lang", null));
            return texts.stream().map(text -> fields(each.forward(text.text()))).toList();
        }
        return java.util.Objects.requireNonNull(model).with(textOptions(like.options())).forward(texts).stream().map(ForwardCommand::fields).toList();
    }

    @Override
    ObjectNode answer(Request request) {
        JsonNode ids = java.util.Objects.requireNonNull(request.field("input_ids"));
        int[] source = Request.integers(ids, "input_ids");
        if (translator != null) {
            JsonNode target = request.field("decoder_input_ids");
            return fields(translator.forwardIds(source, target == null ? new int[0] : Request.integers(target, "decoder_input_ids")));
        }
        return fields(java.util.Objects.requireNonNull(model).forwardIds(source));
    }

    private static ObjectNode fields(TranslationSteps steps) {
        ObjectNode node = object();
        node.set("encoder_first_token", array(steps.encoderState(0)));
        node.set("encoder_last_token", array(steps.encoderState(steps.sourceTokens() - 1)));
        ArrayNode best = node.putArray("logits_top8");
        for (int i = 0; i < steps.steps(); i++) {
            float[] logits = steps.logits(i);
            ArrayNode position = best.addArray();
            IntStream.range(0, logits.length).boxed().sorted(Comparator.comparingDouble((Integer id) -> -logits[id])).limit(BEST)
                    .forEach(id -> position.addArray().add(id).add(logits[id]));
        }
        node.set("logits_step0", array(steps.logits(0)));
        return node;
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
