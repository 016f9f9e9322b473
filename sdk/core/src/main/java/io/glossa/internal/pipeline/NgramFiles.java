package io.glossa.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.tokenizer.internal.NgramOptions;
import io.glossa.tokenizer.lucene.AnalyzedWords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The files of a linear model of n-grams: {@code config.json} with {@code "model_type": "glossa-ngrams"}, labels, {@code analyzer},
 * {@code hash_bits}, {@code word_ngrams} (most words) and {@code character_ngrams} (fewest and most characters; empty for none), and
 * {@code model.safetensors} with {@code buckets} I32 [k] ascending, {@code classifier.weight} F16 [k,l] and {@code classifier.bias}
 * F32 [l]. A bucket that is not listed has weight 0.
 */
public final class NgramFiles {
    /** The {@code model_type}. */
    public static final String MODEL_TYPE = "glossa-ngrams";
    /** Name of the file with the weights. */
    public static final String WEIGHTS = "model.safetensors";

    private static final String ARCHITECTURE = "GlossaNgramsForSequenceClassification";

    private NgramFiles() {}

    /** Whether a directory is such a model. */
    public static boolean isNgrams(ModelDirectory directory) {
        return directory.has("config.json") && directory.config().modelType().equals(MODEL_TYPE);
    }

    /** What {@code config.json} says of the features, for a new model; labels are the caller's to add. */
    public static ObjectNode config(NgramOptions options, AnalyzedWords.Kind analyzer) {
        ObjectNode config = SafeJson.mapper().createObjectNode().put("model_type", MODEL_TYPE);
        config.putArray("architectures").add(ARCHITECTURE);
        config.put("analyzer", analyzer.word()).put("hash_bits", options.hashBits()).put("word_ngrams", options.words());
        if (options.maxCharacters() > 0) {
            config.putArray("character_ngrams").add(options.minCharacters()).add(options.maxCharacters());
        } else {
            config.putArray("character_ngrams");
        }
        return config;
    }

    /**
     * The file of the weights.
     *
     * @param buckets [k], ascending
     * @param weights [k,l], rounded to 16 bits
     * @param bias [l]
     */
    public static SafeTensorsWriter weights(int[] buckets, float[] weights, float[] bias) {
        return new SafeTensorsWriter()
                .add("buckets", DType.I32, List.of((long) buckets.length),
                        sink -> sink.longs(LongBuffer.wrap(Arrays.stream(buckets).asLongStream().toArray())))
                .add("classifier.weight", DType.F16, List.of((long) buckets.length, (long) bias.length), sink -> {
                    ByteBuffer bytes = ByteBuffer.allocate(2 * bias.length).order(ByteOrder.LITTLE_ENDIAN);
                    for (int row = 0; row < buckets.length; row++) {
                        bytes.clear();
                        for (int l = 0; l < bias.length; l++) {
                            bytes.putShort(HalfFloats.toHalf(weights[row * bias.length + l]));
                        }
                        sink.bytes(bytes.flip());
                    }
                })
                .add("classifier.bias", bias, bias.length);
    }

    static NgramOptions options(ModelDirectory directory) {
        JsonNode config = config(directory);
        JsonNode characters = config.path("character_ngrams");
        if (!characters.isArray() || characters.size() != 0 && characters.size() != 2) {
            throw bad(directory, "character_ngrams", "two whole numbers, or none");
        }
        try {
            return new NgramOptions(whole(directory, config.path("hash_bits"), "hash_bits"),
                    whole(directory, config.path("word_ngrams"), "word_ngrams"),
                    characters.isEmpty() ? 1 : whole(directory, characters.get(0), "character_ngrams"),
                    characters.isEmpty() ? 0 : whole(directory, characters.get(1), "character_ngrams"));
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(directory.name() + "/config.json, " + e.getMessage() + "; the file is damaged", e);
        }
    }

    static AnalyzedWords.Kind analyzer(ModelDirectory directory) {
        String word = config(directory).path("analyzer").asText();
        for (AnalyzedWords.Kind kind : AnalyzedWords.Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw bad(directory, "analyzer", Arrays.toString(AnalyzedWords.Kind.values()).toLowerCase(Locale.ROOT));
    }

    static NgramWeights weights(ModelDirectory directory, NgramOptions options, int labels) {
        String where = directory.name() + "/" + WEIGHTS;
        SafeTensors tensors = SafeTensors.read(directory.read(WEIGHTS), where);
        long[] buckets = tensors.longs("buckets");
        float[] bias = tensors.floats("classifier.bias");
        List<Long> expected = List.of((long) buckets.length, (long) labels);
        if (bias.length != labels || !tensors.shape("classifier.weight").equals(expected)) {
            throw new ModelFormatException(where + ": expected classifier.weight " + expected + " and classifier.bias [" + labels
                    + "] for the labels of config.json, found " + tensors.shape("classifier.weight") + " and [" + bias.length
                    + "]; the files belong to different models");
        }
        int[] rows = new int[buckets.length];
        for (int i = 0; i < rows.length; i++) {
            if (buckets[i] <= (i == 0 ? -1 : buckets[i - 1]) || buckets[i] >= options.buckets()) {
                throw new ModelFormatException(where + ": expected ascending buckets below " + options.buckets() + ", found "
                        + buckets[i] + " at " + i + "; the file is damaged");
            }
            rows[i] = (int) buckets[i];
        }
        float[] weights = tensors.floats("classifier.weight");
        requireFinite(weights, where);
        requireFinite(bias, where);
        return new NgramWeights(rows, weights, bias);
    }

    private static void requireFinite(float[] values, String where) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ModelFormatException(where + ": expected finite weights, found " + value + "; the file is damaged");
            }
        }
    }

    private static JsonNode config(ModelDirectory directory) {
        return SafeJson.object(directory.read("config.json"), directory.name() + "/config.json");
    }

    private static int whole(ModelDirectory directory, JsonNode node, String name) {
        if (!node.isInt()) {
            throw bad(directory, name, "a whole number");
        }
        return node.intValue();
    }

    private static ModelFormatException bad(ModelDirectory directory, String name, String expected) {
        return new ModelFormatException(directory.name() + "/config.json: expected \"" + name + "\" to be " + expected
                + ", found none or another value; the file is damaged or of a later version");
    }
}
