package io.glossa.models.architecture;

import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The textbook model: embedding, layers of long short-term memory (Hochreiter and Schmidhuber 1997), and a linear head on the maximum over
 * the tokens or on the last state. Parameters are called as those of {@code torch.nn.Embedding}, {@code torch.nn.LSTM} and
 * {@code torch.nn.Linear} in modules {@code embedding}, {@code lstm} and {@code classifier}, the former two below {@code model} where
 * there is a head. {@code hidden_size} is the width of a token's vector, so in both directions each has half of it. Padding stands behind
 * the text.
 */
final class LstmEncoder implements Encoder {
    /** What the head reads. */
    private enum Pooling {
        MAX,
        LAST
    }

    private final int vocabulary;
    private final int embedding;
    private final int width;
    private final int layers;
    private final boolean bidirectional;
    private final int labels;
    private final double dropout;
    private final Pooling pooling;

    LstmEncoder(ArchitectureConfig config) {
        vocabulary = config.size("vocab_size", 8000);
        width = config.size("hidden_size", 256);
        embedding = config.size("embedding_size", 128);
        layers = config.size("num_hidden_layers", 2);
        bidirectional = config.flag("bidirectional", false);
        labels = config.labels();
        dropout = config.probability("hidden_dropout_prob", 0.3);
        String word = config.text("pooling", "max");
        if (!word.equals("max") && !word.equals("last")) {
            throw config.wrong("pooling", "'max' or 'last'", "'" + word + "'");
        }
        pooling = Pooling.valueOf(word.toUpperCase(Locale.ROOT));
        if (bidirectional && width % 2 != 0) {
            throw config.wrong("hidden_size", "even where both directions share it", String.valueOf(width));
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.empty();
    }

    @Override
    public boolean readsTypeIds() {
        return false;
    }

    @Override
    public <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows) {
        Scope<T> model = Scope.base(ops, "model", "embedding.weight");
        T x = ops.dropout(model.embedding("embedding", inputs.ids(), vocabulary, embedding), dropout);
        int in = embedding;
        for (int layer = 0; layer < layers; layer++) {
            T forwards = direction(ops, model.at("lstm"), "_l" + layer, x, in, false, inputs.mask());
            x = bidirectional
                    ? ops.concat(2, forwards, direction(ops, model.at("lstm"), "_l" + layer + "_reverse", x, in, true, inputs.mask()))
                    : forwards;
            if (layer < layers - 1) {
                x = ops.dropout(x, dropout);
            }
            in = width;
        }
        return rows == Rows.FIRST ? ops.slice(x, 1, 0, 1) : x;
    }

    private <T> T direction(TensorOps<T> ops, Scope<T> lstm, String suffix, T x, int in, boolean backwards, @Nullable T mask) {
        int size = bidirectional ? width / 2 : width;
        return ops.lstm(x, lstm.parameter("weight_ih" + suffix, 4 * size, in), lstm.parameter("weight_hh" + suffix, 4 * size, size),
                lstm.parameter("bias_ih" + suffix, 4 * size), lstm.parameter("bias_hh" + suffix, 4 * size), backwards, mask);
    }

    @Override
    public Rows sequenceRows() {
        return Rows.ALL;
    }

    @Override
    public <T> T sequenceLogits(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs) {
        return head(ops, pooling == Pooling.MAX ? ops.maxOverTokens(hiddenState, inputs.mask()) : last(ops, hiddenState, inputs));
    }

    /** The state after all of the text: at its last token, and backwards at its first. */
    private <T> T last(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs) {
        if (!bidirectional) {
            return ops.lastToken(hiddenState, inputs.mask());
        }
        int half = width / 2;
        T forwards = ops.lastToken(ops.slice(hiddenState, 2, 0, half), inputs.mask());
        T backwards = ops.squeeze(ops.slice(ops.slice(hiddenState, 2, half, width), 1, 0, 1), 1);
        return ops.concat(1, forwards, backwards);
    }

    @Override
    public <T> T tokenLogits(TensorOps<T> ops, T hiddenState) {
        return head(ops, hiddenState);
    }

    private <T> T head(TensorOps<T> ops, T x) {
        return Scope.root(ops).linear("classifier", ops.dropout(x, dropout), width, labels);
    }

    @Override
    public boolean mayIgnore(String name) {
        return false;
    }
}
