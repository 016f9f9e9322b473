package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Embedding;
import io.glossa.TextEmbedder;
import io.glossa.cli.input.Request;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glossa embed}. */
@Command(name = "embed", description = "Turns texts into vectors.", mixinStandardHelpOptions = true)
public final class EmbedCommand extends TextCommand {
    @Option(names = "--prompt", paramLabel = "NAME", description = "One of the model's prompts, such as query.")
    @Nullable String prompt;

    private TextEmbedder embedder;

    EmbedCommand(Streams streams) {
        super(streams);
    }

    /** What lines must agree in. */
    private record Group(ObjectNode options, Optional<String> prompt) {}

    @Override
    String defaultModel() {
        return TextEmbedder.DEFAULT_MODEL;
    }

    @Override
    AutoCloseable open(String model) {
        embedder = common.configure(TextEmbedder.builder(model)).build();
        return embedder;
    }

    @Override
    Set<String> fields() {
        return Set.of("prompt_name");
    }

    @Override
    Object group(Request request) {
        request.requireTexts();
        return new Group(request.options().node(), Optional.ofNullable(prompt(request)));
    }

    private @Nullable String prompt(Request request) {
        JsonNode field = request.field("prompt_name");
        return field == null ? prompt : Request.string(field, "prompt_name");
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        List<String> singles = new ArrayList<>(texts.size());
        for (TextPair each : texts) {
            if (each.pair() != null) {
                throw new InvalidInputException("text_pair: expected a single text, found a pair");
            }
            singles.add(each.text());
        }
        TextEmbedder view = embedder.with(textOptions(like.options()));
        String name = prompt(like);
        List<ObjectNode> results = new ArrayList<>(texts.size());
        for (Embedding embedding : name == null ? view.embed(singles) : view.embed(singles, name)) {
            ObjectNode node = object();
            node.set("embedding", array(embedding.vector()));
            results.add(withUsage(node, embedding.usage()));
        }
        return results;
    }

    @Override
    String people(ObjectNode result) {
        return json(result.get("embedding"));
    }
}
