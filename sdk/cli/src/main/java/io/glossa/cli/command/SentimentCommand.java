package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Sentiment;
import io.glossa.SentimentAnalyzer;
import io.glossa.cli.input.Request;
import io.glossa.cli.output.ResultWriter;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code glossa sentiment}. */
@Command(name = "sentiment", description = "Reads whether texts are positive or negative.", mixinStandardHelpOptions = true)
public final class SentimentCommand extends TextCommand {
    private SentimentAnalyzer analyzer;

    SentimentCommand(Streams streams) {
        super(streams);
    }

    @Override
    String defaultModel() {
        return SentimentAnalyzer.DEFAULT_MODEL;
    }

    @Override
    AutoCloseable open(String model) {
        // Without --model, texts go to the embedded model for their script.
        analyzer = common.configure(common.model == null ? SentimentAnalyzer.builder() : SentimentAnalyzer.builder(model)).build();
        return analyzer;
    }

    @Override
    List<ObjectNode> results(List<TextPair> texts, Request like) {
        List<String> singles = new ArrayList<>(texts.size());
        for (TextPair text : texts) {
            if (text.pair() != null) {
                throw new InvalidInputException("text_pair: expected a single text, found a pair; sentiment reads single texts");
            }
            singles.add(text.text());
        }
        List<ObjectNode> results = new ArrayList<>(texts.size());
        for (Sentiment sentiment : analyzer.with(textOptions(like.options())).classify(singles)) {
            ObjectNode node = object()
                    .put("polarity", sentiment.polarity().name().toLowerCase(Locale.ROOT))
                    .put("score", sentiment.score())
                    .put("confidence", sentiment.confidence());
            results.add(withUsage(node, sentiment.classification().usage()).put("foreign_script", sentiment.foreignScript()));
        }
        return results;
    }

    @Override
    String people(ObjectNode result) {
        return json(result.get("polarity")).replace("\"", "") + "  score "
                + (result.get("score").asDouble() < 0 ? "" : "+") + ResultWriter.decimal(result.get("score").asDouble())
                + "  confidence " + ResultWriter.decimal(result.get("confidence").asDouble()) + cut(result)
                + (result.path("foreign_script").asBoolean() ? "  (not a script of the model's languages)" : "");
    }
}
