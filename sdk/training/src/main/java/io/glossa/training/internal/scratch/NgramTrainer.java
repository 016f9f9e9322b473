package io.glossa.training.internal.scratch;

import io.glossa.error.TrainingException;
import io.glossa.internal.pipeline.HalfFloats;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.internal.NgramExtractor;
import io.glossa.tokenizer.internal.NgramOptions;
import io.glossa.tokenizer.internal.NgramVector;
import io.glossa.tokenizer.lucene.AnalyzedWords;
import io.glossa.training.internal.linear.LinearModel;
import io.glossa.training.internal.linear.LinearOptions;
import io.glossa.training.internal.linear.LinearTrainer;
import io.glossa.training.internal.linear.SparseFeatures;
import io.glossa.training.internal.linear.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Fits a linear model to hashed n-grams of texts. A bucket that only one text has is left out, where texts are many: it tells nothing of
 * others and makes the model twice as large. The same texts, targets and settings give the same model.
 */
public final class NgramTrainer {
    /** From so many texts on, a bucket has to be in two of them. */
    private static final int MANY_TEXTS = 500;
    /** Passes over the texts, and a gap of so much of the loss between primal and dual objective ends them. */
    private static final int MOST_PASSES = 60;
    private static final double GAP = 0.01;
    private static final int CHUNK = 256;

    private NgramTrainer() {}

    /**
     * Fits a model.
     *
     * @param texts what to learn from, n
     * @param targets what is wanted of them, n
     * @throws io.glossa.error.ModelNotFoundException if the analyzer is not on the class path
     * @throws TrainingException if no text has a word, or the thread is interrupted
     */
    public static NgramClassifier fit(List<TextPair> texts, Targets targets, NgramSettings settings) {
        AnalyzedWords.Kind kind = settings.analyzer().orElseGet(() -> AnalyzerChoice.of(texts));
        NgramVector[] vectors;
        try (AnalyzedWords words = AnalyzedWords.open(kind)) {
            vectors = vectors(texts, new NgramExtractor(settings.ngrams(), words), settings.threads());
        }
        int[] buckets = buckets(vectors, settings.ngrams(), texts.size() >= MANY_TEXTS ? 2 : 1);
        if (buckets.length == 0) {
            throw new TrainingException("texts: expected words that occur in more than one of them, found none; give texts with words");
        }
        double[] shifts = new double[targets.outputs()];
        double scale = 1;
        Targets fitted = targets;
        if (targets.kind() == Targets.Kind.NUMBERS) {
            // The penalty is for numbers around 0 of usual size.
            TargetScale found = TargetScale.of(targets);
            fitted = found.apply(targets);
            shifts = found.means();
            scale = found.deviation();
        }
        LinearModel model = LinearTrainer.fit(features(vectors, buckets), fitted, new LinearOptions(settings.lambda(),
                settings.labelWeights(), false, settings.seed(), MOST_PASSES, GAP, settings.threads()));
        float[] weights = model.weightsByColumn();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = HalfFloats.rounded((float) (weights[i] * scale));
        }
        float[] bias = model.bias();
        for (int l = 0; l < bias.length; l++) {
            bias[l] = (float) (bias[l] * scale + shifts[l]);
        }
        return new NgramClassifier(kind, settings.ngrams(), buckets, weights, bias, model.lambda());
    }

    private static NgramVector[] vectors(List<TextPair> texts, NgramExtractor extractor, int threads) {
        NgramVector[] vectors = new NgramVector[texts.size()];
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> work = IntStream.rangeClosed(0, (vectors.length - 1) / CHUNK).<Callable<Void>>mapToObj(chunk -> () -> {
                for (int i = chunk * CHUNK; i < Math.min(vectors.length, (chunk + 1) * CHUNK); i++) {
                    String pair = texts.get(i).pair();
                    vectors[i] = extractor.vector(extractor.words(texts.get(i).text()), pair == null ? List.of() : extractor.words(pair));
                }
                return null;
            }).toList();
            for (Future<Void> done : executor.invokeAll(work)) {
                done.get();
            }
            return vectors;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("fit: interrupted while texts were read; start it again", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new TrainingException("fit: texts could not be read; the cause tells why", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    /** Those that enough texts have, ascending. */
    private static int[] buckets(NgramVector[] vectors, NgramOptions options, int atLeast) {
        int[] texts = new int[options.buckets()];
        for (NgramVector vector : vectors) {
            for (int bucket : vector.buckets()) {
                texts[bucket]++;
            }
        }
        return IntStream.range(0, texts.length).filter(bucket -> texts[bucket] >= atLeast).toArray();
    }

    private static SparseFeatures features(NgramVector[] vectors, int[] buckets) {
        SparseFeatures.Builder features = SparseFeatures.builder(buckets.length);
        for (NgramVector vector : vectors) {
            int[] columns = new int[vector.buckets().length];
            float[] values = new float[columns.length];
            int size = 0;
            for (int i = 0; i < columns.length; i++) {
                int column = Arrays.binarySearch(buckets, vector.buckets()[i]);
                if (column >= 0) {
                    columns[size] = column;
                    values[size++] = vector.values()[i];
                }
            }
            features.add(Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
        }
        return features.build();
    }
}
