package io.glossa;

import io.glossa.internal.pipeline.Checks;
import io.glossa.internal.pipeline.LoadSettings;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.text.TextCleaner;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of all tasks share: which model, where it runs, and how texts are encoded. Not thread-safe; a built
 * handle keeps its own copy of the settings.
 *
 * @param <B> the task's own builder
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public abstract sealed class ModelBuilder<B extends ModelBuilder<B>>
        permits TextClassifier.Builder, SentimentAnalyzer.Builder, ZeroShotClassifier.Builder, TokenClassifier.Builder,
                TextEmbedder.Builder, Reranker.Builder, RawModel.Builder, Translator.Builder {
    /** Tokens of one run, unless the caller says otherwise: measured flat best between 128 and 512. */
    static final int DEFAULT_BATCH_TOKENS = 384;

    final String model;
    private @Nullable ModelStore store;
    private Device device = Device.auto();
    private int threads = Runtime.getRuntime().availableProcessors();
    private Precision precision = Precision.AUTO;
    private ModelFormat format = ModelFormat.AUTO;
    private int batchTokens = DEFAULT_BATCH_TOKENS;
    private TextOptions text = TextOptions.defaults();
    private TextCleaner cleaner = TextCleaner.none();

    ModelBuilder(String model) {
        this.model = Objects.requireNonNull(model, "model");
    }

    abstract B self();

    /** Where models are looked up; default {@link ModelStore#defaults()}. */
    public B store(ModelStore store) {
        this.store = Objects.requireNonNull(store, "store");
        return self();
    }

    /** Where the model runs; default {@link Device#auto()}. */
    public B device(Device device) {
        this.device = Objects.requireNonNull(device, "device");
        return self();
    }

    /**
     * Most threads that one call uses for a list, its own included; default is the number of available processors. A single
     * text always runs on the caller's thread.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B threads(int threads) {
        this.threads = Checks.atLeast(threads, 1, "threads");
        return self();
    }

    /** Which graph is used when a model has several; default {@link Precision#AUTO}. */
    public B precision(Precision precision) {
        this.precision = Objects.requireNonNull(precision, "precision");
        return self();
    }

    /**
     * Whether an ONNX graph that the model brings is run, or one that is written from its weights; default
     * {@link ModelFormat#AUTO}, which takes the graph if there is one.
     */
    public B modelFormat(ModelFormat format) {
        this.format = Objects.requireNonNull(format, "format");
        return self();
    }

    /**
     * Most tokens of one run of the model; default 384. More is rarely faster on a CPU. Only texts with the same number of
     * tokens share a run.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B batchTokens(int batchTokens) {
        this.batchTokens = Checks.atLeast(batchTokens, 1, "batchTokens");
        return self();
    }

    /** How texts are turned into tokens; default {@link TextOptions#defaults()}. */
    public B text(TextOptions text) {
        this.text = Objects.requireNonNull(text, "text");
        return self();
    }

    /** What happens to long texts; short for {@link #text(TextOptions)} with this policy. */
    public B length(LengthPolicy length) {
        return text(text.toBuilder().length(length).build());
    }

    /**
     * Most tokens of a text, special tokens included; short for {@link #text(TextOptions)} with this limit.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B maxLength(int maxLength) {
        return text(text.toBuilder().maxLength(maxLength).build());
    }

    /**
     * What happens to texts before they are turned into tokens; default {@link TextCleaner#none()}, as Python
     * {@code transformers} does. Only texts to be worked on are cleaned, pairs and queries included; prompts, labels and
     * hypotheses are not. Offsets in results are those of the text as it was given; tokens are counted in the cleaned text.
     */
    public B cleaner(TextCleaner cleaner) {
        this.cleaner = Objects.requireNonNull(cleaner, "cleaner");
        return self();
    }

    /** Takes over all settings but the model. */
    B copyOf(ModelBuilder<?> other) {
        store = other.store;
        device = other.device;
        threads = other.threads;
        precision = other.precision;
        format = other.format;
        batchTokens = other.batchTokens;
        text = other.text;
        cleaner = other.cleaner;
        return self();
    }

    TextOptions textOptions() {
        return text;
    }

    LoadSettings settings() {
        return new LoadSettings(store == null ? ModelStore.defaults() : store, device, threads, precision, format,
                batchTokens, cleaner);
    }
}
