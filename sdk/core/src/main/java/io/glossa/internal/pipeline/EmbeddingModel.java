package io.glossa.internal.pipeline;

import io.glossa.TextOptions;
import io.glossa.TokenUsage;
import io.glossa.models.SentenceTransformersConfig;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts to vectors, on a loaded encoder. Thread-safe. */
public final class EmbeddingModel {
    private final LoadedModel model;
    private final Pooler pooler;
    private final String output;
    private final boolean lowerCase;

    /**
     * One text's vector.
     *
     * @param vector pooled and, if the model does so, normalised
     * @param usage what was read
     */
    public record Vector(float[] vector, TokenUsage usage) {}

    /** Makes an embedding model. */
    public EmbeddingModel(LoadedModel model) {
        this.model = model;
        this.pooler = Pooler.of(model.encoderDirectory());
        this.output = model.hiddenStates();
        this.lowerCase = model.encoderDirectory().sentenceTransformers()
                .map(SentenceTransformersConfig::lowerCase)
                .orElse(false);
    }

    /**
     * Embeds texts.
     *
     * @param prompt text put before each, or empty
     */
    public List<Vector> embed(List<String> texts, String prompt, TextOptions options) {
        return model.call(() -> embedAll(texts, prompt, options));
    }

    private List<Vector> embedAll(List<String> texts, String prompt, TextOptions options) {
        List<TextPair> inputs = new ArrayList<>(texts.size());
        for (String text : texts) {
            inputs.add(TextPair.of(lowerCase ? lowerCase(prompt + text) : prompt + text));
        }
        int skip = prompt.isEmpty() || pooler.includePrompt() ? 0 : promptTokens(prompt);
        List<EncodedText> encoded = model.encode(inputs, options);
        List<Encoding> windows = new ArrayList<>(encoded.size());
        encoded.forEach(text -> windows.addAll(text.windows()));
        List<float[]> pooled =
                model.run(windows, output, (hidden, row, length) -> pooler.pool(hidden, row, length, skip));
        List<Vector> vectors = new ArrayList<>(encoded.size());
        int next = 0;
        for (EncodedText text : encoded) {
            int count = text.windows().size();
            float[] merged = Merging.mean(pooled.subList(next, next + count), text.windows());
            vectors.add(new Vector(pooler.finish(merged), text.usage()));
            next += count;
        }
        return vectors;
    }

    private int promptTokens(String prompt) {
        // The prompt alone, without the separator that would follow it.
        Encoding encoding = model.tokenizer().encode(lowerCase ? lowerCase(prompt) : prompt, EncodingOptions.defaults());
        int length = encoding.length();
        return length > 0 && encoding.specialTokensMask()[length - 1] == 1 ? length - 1 : length;
    }

    /** Lower case as a tokenizer's normaliser makes it: each character for itself, whatever stands beside it. */
    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().forEach(c -> lower.append(Character.toString(c).toLowerCase(Locale.ROOT)));
        return lower.toString();
    }
}
