package io.glossa.internal.pipeline;

import io.glossa.TextOptions;
import io.glossa.TokenUsage;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.models.ModelConfig;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts to one row of logits each: a graph with a classification head, or a linear head on a frozen encoder. Thread-safe.
 */
public final class SequenceModel implements SequenceScorer {
    private final LoadedModel model;
    private final List<String> labels;
    private final @Nullable LinearHead head;
    private final @Nullable EmbeddingModel embeddings;
    private final String output;

    /**
     * One text's logits.
     *
     * @param windows logits of each window, one number a label
     * @param merged the windows' mean weighted by their tokens
     * @param usage what was read
     */
    public record Scored(List<float[]> windows, float[] merged, TokenUsage usage) {}

    /**
     * Makes a sequence model.
     *
     * @throws ModelFormatException if the model has no labels or its graph no logits
     */
    public SequenceModel(LoadedModel model) {
        this.model = model;
        ModelConfig config = model.directory().config();
        this.labels = config.labels();
        if (model.isHead()) {
            this.head = LinearHead.read(model.directory());
            this.embeddings = new EmbeddingModel(model);
            this.output = "";
            checkLabels(head.labels(), "the head");
        } else {
            this.head = null;
            this.embeddings = null;
            this.output = model.output("logits");
            model.declaredRank(output).ifPresent(this::checkRank);
        }
        if (labels.isEmpty()) {
            throw new ModelFormatException(model.directory().name()
                    + "/config.json: expected labels (id2label), found none; the model is no classifier");
        }
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public List<Scored> score(List<TextPair> texts, TextOptions options) {
        return embeddings == null ? model.call(() -> scoreGraph(texts, options)) : scoreHead(embeddings, texts, options);
    }

    private List<Scored> scoreGraph(List<TextPair> texts, TextOptions options) {
        List<EncodedText> encoded = model.encode(texts, options);
        List<Encoding> windows = new ArrayList<>(encoded.size());
        encoded.forEach(text -> windows.addAll(text.windows()));
        List<float[]> rows = model.run(windows, output, (logits, row, length) -> {
            checkRank(logits.rank());
            checkLabels(logits.dim(1), "the graph");
            return logits.slice(row * logits.dim(1), logits.dim(1));
        });
        List<Scored> scored = new ArrayList<>(encoded.size());
        int next = 0;
        for (EncodedText text : encoded) {
            List<float[]> mine = List.copyOf(rows.subList(next, next + text.windows().size()));
            scored.add(new Scored(mine, Merging.mean(mine, text.windows()), text.usage()));
            next += mine.size();
        }
        return scored;
    }

    private List<Scored> scoreHead(EmbeddingModel embeddings, List<TextPair> texts, TextOptions options) {
        List<String> singles = new ArrayList<>(texts.size());
        for (TextPair text : texts) {
            if (text.pair() != null) {
                throw new IndexedFailure(singles.size(), new InvalidInputException("text_pair: expected a single text, found a"
                        + " pair; " + model.directory().name() + " classifies single texts only"));
            }
            singles.add(text.text());
        }
        LinearHead classifier = java.util.Objects.requireNonNull(head);
        List<Scored> scored = new ArrayList<>(texts.size());
        for (EmbeddingModel.Vector vector : embeddings.embed(singles, "", options)) {
            float[] logits = classifier.logits(vector.vector());
            scored.add(new Scored(List.of(logits), logits, vector.usage()));
        }
        return scored;
    }

    private void checkRank(int rank) {
        if (rank != 2) {
            throw new ModelFormatException(model.directory().name() + ": expected logits [batch, labels], found "
                    + "rank " + rank + "; the model labels tokens or generates text, use the task it was made for");
        }
    }

    private void checkLabels(int found, String where) {
        if (found != labels.size()) {
            throw new ModelFormatException(model.directory().name() + ": config.json names " + labels.size() + " labels but "
                    + where + " gives " + found + " logits; export the model again or correct id2label in config.json");
        }
    }
}
