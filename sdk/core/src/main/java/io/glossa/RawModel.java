package io.glossa;

import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.engine.FloatTensor;
import io.glossa.internal.pipeline.Calls;
import io.glossa.internal.pipeline.EncodedText;
import io.glossa.internal.pipeline.Heads;
import io.glossa.internal.pipeline.IndexedFailure;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * A model's own numbers, without a task around them: logits, token logits or hidden states. For checking a model against
 * another implementation, and for heads that Glossa does not know.
 *
 * <p>Windows are not put together here: under {@link LengthPolicy#window(int)} a long text fails.
 *
 * <p>Thread-safe; load once and share. Exceptions and closing as in {@link TextClassifier}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class RawModel implements AutoCloseable {
    private final LoadedModel model;
    private final String output;
    private final TextOptions options;

    private RawModel(LoadedModel model, TextOptions options) {
        this.model = model;
        this.output = model.output("logits", "last_hidden_state", "token_embeddings", "hidden_states");
        this.options = options;
    }

    /**
     * Loads a model with the defaults.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @throws GlossaException if it is not there or damaged
     */
    public static RawModel load(String model) {
        return builder(model).build();
    }

    /**
     * A builder.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** Runs one text or pair. */
    public RawOutput forward(TextPair text) {
        return Calls.one(text, "text", this::work);
    }

    /** Runs texts or pairs; one result each, in order. */
    public List<RawOutput> forward(List<TextPair> texts) {
        return Calls.many(texts, "texts", this::work);
    }

    /**
     * Runs token ids as they are, in one segment.
     *
     * @param ids token ids of the model's vocabulary, special tokens included
     * @throws InvalidInputException if empty, outside the vocabulary, or more than the model has positions for
     */
    public RawOutput forwardIds(int[] ids) {
        OptionalInt positions = model.encoderDirectory().config().maxTokens();
        if (Objects.requireNonNull(ids, "ids").length > positions.orElse(Integer.MAX_VALUE)) {
            throw new InvalidInputException("input_ids: expected at most " + positions.getAsInt()
                    + ", all that the model has positions for, found " + ids.length + "; leave some out");
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || model.tokenizer().tokenOf(ids[i]).isEmpty()) {
                throw new InvalidInputException("input_ids[" + i + "]: expected an id of the vocabulary (0 to "
                        + (model.tokenizer().vocabularySize() - 1) + "), found " + ids[i]);
            }
        }
        LoadedModel.TokenRow row = new LoadedModel.TokenRow(ids.clone(), new int[ids.length]);
        return model.runRows(List.of(row), output, this::read).get(0);
    }

    /** The model's tokenizer; it closes with this handle. */
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    /** Facts about the model. */
    public ModelInfo model() {
        return ModelInfo.of(model);
    }

    /** This model with other text options; it shares the model, and closing one closes both. */
    public RawModel with(TextOptions other) {
        return new RawModel(model, Objects.requireNonNull(other, "options"));
    }

    private List<RawOutput> work(List<TextPair> texts) {
        return model.call(() -> outputs(texts));
    }

    private List<RawOutput> outputs(List<TextPair> texts) {
        List<Encoding> encodings = new ArrayList<>(texts.size());
        for (EncodedText text : model.encode(model.cleanPairs(texts), options)) {
            if (text.windows().size() != 1) {
                throw new IndexedFailure(encodings.size(), new InvalidInputException("text: expected one that fits into the"
                        + " model, found " + text.usage().tokens()
                        + " tokens; raw outputs are not put together from windows, truncate it"));
            }
            encodings.add(text.windows().get(0));
        }
        return model.run(encodings, output, this::read);
    }

    private RawOutput read(FloatTensor tensor, int row, int length) {
        if (tensor.rank() == 2) {
            return new RawOutput(RawOutput.Kind.LOGITS, new float[][] {tensor.slice(row * tensor.dim(1), tensor.dim(1))});
        }
        int width = tensor.dim(2);
        float[][] rows = new float[length][];
        for (int t = 0; t < length; t++) {
            rows[t] = tensor.slice((row * tensor.dim(1) + t) * width, width);
        }
        return new RawOutput(output.equals("logits") ? RawOutput.Kind.TOKEN_LOGITS : RawOutput.Kind.LAST_HIDDEN_STATE, rows);
    }

    @Override
    public void close() {
        model.close();
    }

    /** Collects the settings of a {@link RawModel}. Not thread-safe. */
    public static final class Builder extends ModelBuilder<Builder> {
        private Builder(String model) {
            super(model);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Loads the model.
         *
         * @throws GlossaException if it is not there or damaged
         */
        public RawModel build() {
            LoadedModel loaded = LoadedModel.load(model, settings(), "RawModel", Heads::ofArchitecture);
            try {
                return new RawModel(loaded, textOptions());
            } catch (RuntimeException e) {
                loaded.close();
                throw e;
            }
        }
    }
}
