package io.glossa.internal.pipeline;

import io.glossa.TextOptions;
import io.glossa.TokenUsage;
import io.glossa.base.internal.Unicode;
import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelFormat;
import io.glossa.models.Precision;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.internal.NgramExtractor;
import io.glossa.tokenizer.internal.NgramOptions;
import io.glossa.tokenizer.lucene.AnalyzedWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A linear model of hashed n-grams in memory, in plain Java; each text is scored by itself. Thread-safe. Words and signs are what tokens
 * are to other models: there is no limit but the caller's, and a word that the training data did not have is unknown.
 */
public final class NgramModel implements ModelHandle, SequenceScorer {
    private final ModelDirectory directory;
    private final List<String> labels;
    private final AnalyzedWords analyzer;
    private final NgramExtractor extractor;
    private final NgramWeights weights;
    private final Workers workers;
    private final Cleaning cleaning;
    private final UseGate gate;

    private NgramModel(ModelDirectory directory, AnalyzedWords analyzer, NgramOptions options, NgramWeights weights,
            LoadSettings settings, String task) {
        this.directory = directory;
        this.labels = directory.config().labels();
        this.analyzer = analyzer;
        this.extractor = new NgramExtractor(options, analyzer);
        this.weights = weights;
        this.workers = new Workers(settings.threads());
        this.cleaning = new Cleaning(settings.cleaner(), workers);
        this.gate = new UseGate(task + "(" + directory.name() + ")");
    }

    /**
     * Loads a model.
     *
     * @param task how the handle is called in messages
     * @throws GlossaException if it is damaged, the analyzer is not on the class path, or an ONNX graph was asked for
     */
    public static NgramModel load(ModelDirectory directory, LoadSettings settings, String task) {
        if (settings.format() == ModelFormat.ONNX) {
            throw new ModelFormatException(directory.name() + ": expected an ONNX graph, found a linear model of n-grams, which has"
                    + " weights only; leave the model format to auto");
        }
        NgramOptions options = NgramFiles.options(directory);
        if (directory.config().labels().isEmpty()) {
            throw new ModelFormatException(directory.name()
                    + "/config.json: expected labels (id2label), found none; the model is no classifier");
        }
        NgramWeights weights = NgramFiles.weights(directory, options, directory.config().labels().size());
        AnalyzedWords analyzer = AnalyzedWords.open(NgramFiles.analyzer(directory));
        return new NgramModel(directory, analyzer, options, weights, settings, task);
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public List<SequenceModel.Scored> score(List<TextPair> texts, TextOptions options) {
        SequenceModel.Scored[] scored = new SequenceModel.Scored[texts.size()];
        workers.forEach(scored.length, i -> {
            gate.enter();
            try {
                scored[i] = score(texts.get(i), options);
            } catch (InvalidInputException e) {
                throw new IndexedFailure(i, e);
            } finally {
                gate.leave();
            }
        });
        return Arrays.asList(scored);
    }

    private SequenceModel.Scored score(TextPair text, TextOptions options) {
        List<String> first = extractor.words(Unicode.requireWellFormed(text.text(), "text"));
        String pair = text.pair();
        List<String> second = pair == null ? List.of() : extractor.words(Unicode.requireWellFormed(pair, "text_pair"));
        List<WordWindows.Window> windows = WordWindows.of(first, second, options);
        List<float[]> logits = new ArrayList<>(windows.size());
        double[] sums = new double[labels.size()];
        double read = 0;
        for (WordWindows.Window window : windows) {
            float[] row = weights.logits(extractor.vector(window.first(), window.second()));
            double words = Math.max(1, window.size());
            for (int l = 0; l < row.length; l++) {
                sums[l] += words * row[l];
            }
            read += words;
            logits.add(row);
        }
        float[] merged = logits.get(0);
        if (windows.size() > 1) {
            merged = new float[sums.length];
            for (int l = 0; l < merged.length; l++) {
                merged[l] = (float) (sums[l] / read);
            }
        }
        return new SequenceModel.Scored(logits, merged, usage(first, second, windows));
    }

    private TokenUsage usage(List<String> first, List<String> second, List<WordWindows.Window> windows) {
        int all = first.size() + second.size();
        int read = windows.size() > 1 ? all : windows.get(0).size();
        long unknown = first.stream().filter(word -> !weights.knows(extractor.bucket(word))).count()
                + second.stream().filter(word -> !weights.knows(extractor.secondBucket(word))).count();
        return new TokenUsage(read, all - read, windows.size(), all == 0 ? 0 : (double) unknown / all);
    }

    @Override
    public ModelDirectory directory() {
        return directory;
    }

    @Override
    public Workers workers() {
        return workers;
    }

    /** Sums are of 32-bit weights or better. */
    @Override
    public Precision precision() {
        return Precision.FP32;
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public OptionalInt defaultMaxLength() {
        return OptionalInt.empty();
    }

    @Override
    public List<String> clean(List<String> texts) {
        return cleaning.clean(texts);
    }

    @Override
    public List<TextPair> cleanPairs(List<TextPair> pairs) {
        return cleaning.cleanPairs(pairs);
    }

    @Override
    public void close() {
        gate.close(() -> {
            workers.close();
            analyzer.close();
        });
    }
}
