package io.glossa.export;

import io.glossa.Classification;
import io.glossa.Device;
import io.glossa.Embedding;
import io.glossa.ModelBuilder;
import io.glossa.RawModel;
import io.glossa.RawOutput;
import io.glossa.TextClassifier;
import io.glossa.TextEmbedder;
import io.glossa.TextOptions;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.graph.GraphHead;
import io.glossa.text.TextCleaner;
import io.glossa.tokenizer.TextPair;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Runs texts through the 32-bit graph of a model and through the one that was exported, on one thread.
 *
 * @param <R> what a text gives
 */
final class Comparison<R> {
    private static final int CHUNK = 256;
    private static final int TIMED = 64;

    private final Function<List<TextPair>, List<R>> before;
    private final Function<List<TextPair>, List<R>> after;
    private final Tally<R> tally;

    private Comparison(Function<List<TextPair>, List<R>> before, Function<List<TextPair>, List<R>> after, Tally<R> tally) {
        this.before = before;
        this.after = after;
        this.tally = tally;
    }

    /**
     * Compares.
     *
     * @param folder the exported model
     * @param precision of the exported graph
     * @throws InvalidInputException if a text does not fit the model or its labels are none of the model's
     */
    static ExportMeasures of(Checkpoint checkpoint, String model, ModelStore store, Path folder, Precision precision,
            TextOptions options, TextCleaner cleaner, List<LabelledText> texts) {
        Setup from = new Setup(model, store, ModelFormat.WEIGHTS, Precision.FP32, options, cleaner);
        Setup to = new Setup(folder.toString(), store, ModelFormat.ONNX, precision, options, cleaner);
        if (checkpoint.head() == GraphHead.SEQUENCE_LOGITS) {
            try (TextClassifier was = from.apply(TextClassifier.builder(from.model)).build();
                    TextClassifier is = to.apply(TextClassifier.builder(to.model)).build()) {
                Tally<Classification> tally = was.labels().size() == 1
                        ? new ScoreTally() : new TextTally(was.labels(), was.activation());
                return new Comparison<>(was::classifyPairs, is::classifyPairs, tally).run(texts);
            }
        }
        if (checkpoint.head() == GraphHead.TOKEN_LOGITS) {
            try (RawModel was = from.apply(RawModel.builder(from.model)).build();
                    RawModel is = to.apply(RawModel.builder(to.model)).build()) {
                return new Comparison<RawOutput>(was::forward, is::forward, new TokenTally()).run(texts);
            }
        }
        try (TextEmbedder was = from.apply(TextEmbedder.builder(from.model)).build();
                TextEmbedder is = to.apply(TextEmbedder.builder(to.model)).build()) {
            return new Comparison<Embedding>(pairs -> was.embed(singles(pairs)), pairs -> is.embed(singles(pairs)),
                    new VectorTally()).run(texts);
        }
    }

    private record Setup(String model, ModelStore store, ModelFormat format, Precision precision, TextOptions options,
            TextCleaner cleaner) {
        <B extends ModelBuilder<B>> B apply(B builder) {
            return builder.store(store).modelFormat(format).precision(precision).device(Device.cpu()).threads(1).text(options)
                    .cleaner(cleaner);
        }
    }

    private static List<String> singles(List<TextPair> pairs) {
        return pairs.stream().map(pair -> {
            if (pair.pair() != null) {
                throw new InvalidInputException("text_pair: expected single texts, found a pair; the model embeds single texts");
            }
            return pair.text();
        }).toList();
    }

    private ExportMeasures run(List<LabelledText> texts) {
        for (int from = 0; from < texts.size(); from += CHUNK) {
            List<LabelledText> chunk = texts.subList(from, Math.min(texts.size(), from + CHUNK));
            List<TextPair> pairs = chunk.stream().map(LabelledText::text).toList();
            List<R> was = answers(before, pairs, from);
            List<R> is = answers(after, pairs, from);
            for (int i = 0; i < chunk.size(); i++) {
                add(chunk.get(i), from + i, was.get(i), is.get(i));
            }
        }
        List<TextPair> timed = texts.stream().limit(TIMED).map(LabelledText::text).toList();
        return tally.measures(SpeedRatio.of(() -> before.apply(timed), () -> after.apply(timed)));
    }

    private List<R> answers(Function<List<TextPair>, List<R>> model, List<TextPair> pairs, int from) {
        try {
            return model.apply(pairs);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("verify, counted from " + from + ", " + e.getMessage(), e);
        }
    }

    private void add(LabelledText text, int index, R was, R is) {
        try {
            tally.add(text, was, is);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("verify[" + index + "]: " + e.getMessage(), e);
        }
    }
}
