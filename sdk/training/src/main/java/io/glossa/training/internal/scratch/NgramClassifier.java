package io.glossa.training.internal.scratch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.internal.pipeline.HalfFloats;
import io.glossa.internal.pipeline.NgramFiles;
import io.glossa.internal.pipeline.NgramWeights;
import io.glossa.models.ProblemType;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.internal.NgramExtractor;
import io.glossa.tokenizer.internal.NgramOptions;
import io.glossa.tokenizer.lucene.AnalyzedWords;
import java.util.List;
import java.util.Locale;

/**
 * A linear model of n-grams that was fitted; its numbers are those of its files. Thread-safe.
 *
 * @param analyzer what cuts words
 * @param ngrams which n-grams
 * @param buckets those that have weights [k], ascending; not to be changed
 * @param weights [k,l]; not to be changed
 * @param bias [l]; not to be changed
 * @param lambda λ of the penalty
 */
public record NgramClassifier(AnalyzedWords.Kind analyzer, NgramOptions ngrams, int[] buckets, float[] weights, float[] bias,
        double lambda) {
    /**
     * Logits of texts, [n][l].
     *
     * @throws io.glossa.error.ModelNotFoundException if the analyzer is not on the class path
     */
    public float[][] logits(List<TextPair> texts) {
        NgramWeights table = new NgramWeights(buckets, weights, bias);
        try (AnalyzedWords words = AnalyzedWords.open(analyzer)) {
            NgramExtractor extractor = new NgramExtractor(ngrams, words);
            return texts.stream().map(text -> table.logits(extractor.vector(extractor.words(text.text()),
                    text.pair() == null ? List.of() : extractor.words(text.pair())))).toArray(float[][]::new);
        }
    }

    /** This with weights and biases divided by a temperature. */
    public NgramClassifier cooled(double temperature) {
        float[] cooled = weights.clone();
        for (int i = 0; i < cooled.length; i++) {
            cooled[i] = HalfFloats.rounded((float) (cooled[i] / temperature));
        }
        float[] biases = bias.clone();
        for (int l = 0; l < biases.length; l++) {
            biases[l] = (float) (biases[l] / temperature);
        }
        return new NgramClassifier(analyzer, ngrams, buckets, cooled, biases, lambda);
    }

    /** Its {@code config.json}. */
    public ObjectNode config(List<String> labels, ProblemType type) {
        ObjectNode config = NgramFiles.config(ngrams, analyzer);
        ObjectNode names = config.putObject("id2label");
        ObjectNode ids = config.putObject("label2id");
        for (int l = 0; l < labels.size(); l++) {
            names.put(Integer.toString(l), labels.get(l));
            ids.put(labels.get(l), l);
        }
        return config.put("problem_type", type.name().toLowerCase(Locale.ROOT));
    }

    /** Its {@code model.safetensors}. */
    public SafeTensorsWriter file() {
        return NgramFiles.weights(buckets, weights, bias);
    }
}
