package io.glossa.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.RankedDocument;
import io.glossa.Reranker;
import io.glossa.cli.input.Request;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code glossa rerank}. */
@Command(name = "rerank", description = "Scores how well documents answer a query.", mixinStandardHelpOptions = true)
public final class RerankCommand extends TextCommand {
    @Option(names = "--query", paramLabel = "Q", description = "The query that the texts are scored against.")
    @Nullable String query;

    @Option(names = "--top-k", paramLabel = "N", description = "Only the best N of a line's docs (default: all).")
    @Nullable Integer topK;

    private Reranker reranker;

    RerankCommand(Streams streams) {
        super(streams);
    }

    @Override
    @Nullable String defaultModel() {
        return null;
    }

    @Override
    AutoCloseable open(String model) {
        reranker = common.configure(Reranker.builder(model)).build();
        return reranker;
    }

    @Override
    Set<String> fields() {
        return Set.of("query", "docs");
    }

    @Override
    Set<String> options() {
        return Set.of("batch_size", "top_k");
    }

    @Override
    @Nullable Object group(Request request) {
        if (request.field("docs") == null) {
            request.requireTexts();
            if (query(request) == null && request.texts().stream().anyMatch(text -> text.pair() == null)) {
                throw new InvalidInputException("query: expected one, found none; give --query or the field, or text and text_pair");
            }
            return List.of(request.options().node(), Optional.ofNullable(query(request)));
        }
        return null;
    }

    private @Nullable String query(Request request) {
        JsonNode field = request.field("query");
        return field == null ? query : Request.string(field, "query");
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        String asked = query(like);
        List<TextPair> pairs = texts.stream()
                .map(text -> text.pair() != null || asked == null ? text : new TextPair(asked, text.text()))
                .toList();
        return reranker.with(textOptions(like.options())).scorePairs(pairs).stream()
                .map(one -> withUsage(object().put("score", one.score()).put("logit", one.logit()), one.usage()))
                .toList();
    }

    @Override
    ObjectNode answer(Request request) {
        String asked = query(request);
        if (asked == null || !request.texts().isEmpty() || request.batch()) {
            throw new InvalidInputException("docs: expected query beside it and no text, found "
                    + (asked == null ? "no query" : "a text"));
        }
        List<String> documents = Request.strings(request.field("docs"), "docs");
        List<RankedDocument> scored = reranker.with(textOptions(request.options())).score(asked, documents);
        int top = request.options().has("top_k") ? request.options().integer("top_k", 1).orElse(Integer.MAX_VALUE)
                : topK == null ? Integer.MAX_VALUE : topK;
        ObjectNode node = object();
        ArrayNode logits = node.putArray("logits");
        ArrayNode scores = node.putArray("scores");
        ArrayNode truncated = object().arrayNode();
        for (RankedDocument one : scored) {
            logits.add(one.logit());
            scores.add(one.score());
            truncated.add(one.usage().truncated());
        }
        ArrayNode rank = node.putArray("rank");
        List<RankedDocument> best = new ArrayList<>(scored);
        best.sort(Comparator.comparingDouble(RankedDocument::score).reversed());
        best.stream().limit(top).forEach(one -> rank.addObject().put("index", one.index()).put("score", one.score()));
        node.set("truncated", truncated);
        return node;
    }

    @Override
    String people(ObjectNode result) {
        if (result.has("score")) {
            return ResultWriter.decimal(result.get("score").asDouble()) + cut(result);
        }
        StringBuilder text = new StringBuilder();
        result.get("rank").forEach(one -> text.append(text.length() == 0 ? "" : "  ").append('#').append(one.path("index").asInt())
                .append(' ').append(ResultWriter.decimal(one.path("score").asDouble())));
        return text.toString();
    }
}
