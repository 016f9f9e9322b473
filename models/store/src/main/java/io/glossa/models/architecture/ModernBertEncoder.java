package io.glossa.models.architecture;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * ModernBERT (Warner et al. 2024): normalisation before each part, rotary positions, gated feed-forward parts, and most
 * layers see only the neighbourhood of a token.
 */
final class ModernBertEncoder implements Encoder {
    /** Most numbers in a table of rotations, which is computed and so not bounded by the weights. */
    private static final int MOST_ROTATIONS = 1 << 22;

    private final int vocabulary;
    private final int width;
    private final int heads;
    private final int layers;
    private final int inner;
    private final int positions;
    private final int labels;
    private final int globalEvery;
    private final int reach;
    private final double globalTheta;
    private final double localTheta;
    private final boolean attentionBias;
    private final boolean mlpBias;
    private final boolean normBias;
    private final boolean classifierBias;
    private final boolean meanPooling;
    private final Activation activation;
    private final Activation classifierActivation;
    private final double epsilon;
    private final double embeddingDropout;
    private final double attentionDropout;
    private final double mlpDropout;
    private final double headDropout;

    ModernBertEncoder(ArchitectureConfig config) {
        vocabulary = config.size("vocab_size", 50368);
        width = config.size("hidden_size", 768);
        heads = config.heads("num_attention_heads", 12, width);
        layers = config.layers("num_hidden_layers", 22);
        inner = config.size("intermediate_size", 1152);
        positions = config.size("max_position_embeddings", 8192);
        labels = config.labels();
        globalEvery = config.size("global_attn_every_n_layers", 3);
        reach = config.size("local_attention", 128) / 2;
        globalTheta = config.number("global_rope_theta", 160000);
        localTheta = config.isNull("local_rope_theta") ? globalTheta : config.number("local_rope_theta", 10000);
        attentionBias = config.flag("attention_bias", false);
        mlpBias = config.flag("mlp_bias", false);
        normBias = config.flag("norm_bias", false);
        classifierBias = config.flag("classifier_bias", false);
        String pooling = config.text("classifier_pooling", "cls");
        if (!pooling.equals("cls") && !pooling.equals("mean")) {
            throw config.wrong("classifier_pooling", "'cls' or 'mean'", "'" + pooling + "'");
        }
        if (width / heads % 2 != 0) {
            throw config.wrong("num_attention_heads", "a number that leaves heads of even width", String.valueOf(heads));
        }
        if ((long) positions * (width / heads / 2) > MOST_ROTATIONS) {
            throw config.wrong("max_position_embeddings", "at most " + MOST_ROTATIONS / (width / heads / 2), String.valueOf(positions));
        }
        meanPooling = pooling.equals("mean");
        activation = config.activation("hidden_activation", "gelu");
        classifierActivation = config.activation("classifier_activation", "gelu");
        epsilon = config.number("norm_eps", 1e-5);
        embeddingDropout = config.probability("embedding_dropout", 0);
        attentionDropout = config.probability("attention_dropout", 0);
        mlpDropout = config.probability("mlp_dropout", 0);
        headDropout = config.probability("classifier_dropout", 0);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public OptionalInt maxTokens() {
        return OptionalInt.of(positions);
    }

    @Override
    public boolean readsTypeIds() {
        return false;
    }

    @Override
    public <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows) {
        Scope<T> model = Scope.base(ops, "model", "embeddings.tok_embeddings.weight");
        Scope<T> tables = model.at("embeddings");
        T x = tables.embedding("tok_embeddings", inputs.ids(), vocabulary, width);
        x = ops.dropout(tables.norm("norm", x, width, epsilon, normBias), embeddingDropout);
        T at = ops.positions(inputs.ids());
        Rotation<T> global = Rotation.of(ops, globalTheta, width / heads, positions);
        Rotation<T> local = localTheta == globalTheta ? global : Rotation.of(ops, localTheta, width / heads, positions);
        T near = null;
        for (int i = 0; i < layers; i++) {
            boolean everywhere = i % globalEvery == 0;
            Rows wanted = i == layers - 1 ? rows : Rows.ALL;
            if (!everywhere && near == null) {
                near = neighbourhood(ops, inputs.ids());
            }
            T bias = everywhere || near == null ? null : wanted == Rows.FIRST ? ops.slice(near, 2, 0, 1) : near;
            x = layer(model.at("layers", i), x, wanted, i > 0, everywhere ? global : local, at, bias, inputs.mask());
        }
        return model.norm("final_norm", x, width, epsilon, normBias);
    }

    /** Cosines and sines of every position, [positions, half of a head's width]. */
    private record Rotation<T>(T cosines, T sines) {
        static <T> Rotation<T> of(TensorOps<T> ops, double theta, int headWidth, int positions) {
            int half = headWidth / 2;
            float[] cosines = new float[positions * half];
            float[] sines = new float[positions * half];
            for (int i = 0; i < half; i++) {
                float frequency = 1 / (float) Math.pow(theta, (float) (2 * i) / headWidth);
                for (int p = 0; p < positions; p++) {
                    float angle = p * frequency;
                    cosines[p * half + i] = (float) Math.cos(angle);
                    sines[p * half + i] = (float) Math.sin(angle);
                }
            }
            return new Rotation<>(ops.constant(cosines, positions, half), ops.constant(sines, positions, half));
        }
    }

    /** Attention bias that hides what is farther than half the window, [1,1,s,s]. */
    private <T> T neighbourhood(TensorOps<T> ops, T ids) {
        T distances = ops.absolute(RelativeBuckets.distances(ops, ids, Rows.ALL));
        T bias = ops.choose(ops.atMost(distances, reach), 0, TensorOps.MASKED);
        return ops.unsqueeze(ops.unsqueeze(bias, 0), 0);
    }

    private <T> T layer(Scope<T> layer, T x, Rows rows, boolean normFirst, Rotation<T> rotation, T at, @Nullable T bias,
            @Nullable T mask) {
        TensorOps<T> ops = layer.ops();
        T from = rows == Rows.FIRST ? ops.slice(x, 1, 0, 1) : x;
        T read = normFirst ? layer.norm("attn_norm", x, width, epsilon, normBias) : x;
        T readFrom = rows == Rows.FIRST ? ops.slice(read, 1, 0, 1) : read;
        T weight = layer.parameter("attn.Wqkv.weight", 3 * width, width);
        T shift = attentionBias ? layer.parameter("attn.Wqkv.bias", 3 * width) : null;
        T query = ops.linear(readFrom, part(ops, weight, 0), shift == null ? null : part(ops, shift, 0));
        T key = ops.linear(read, part(ops, weight, 1), shift == null ? null : part(ops, shift, 1));
        T value = ops.linear(read, part(ops, weight, 2), shift == null ? null : part(ops, shift, 2));
        T queryAt = rows == Rows.FIRST ? ops.slice(at, 0, 0, 1) : at;
        query = ops.rotary(query, heads, queryAt, rotation.cosines(), rotation.sines());
        key = ops.rotary(key, heads, at, rotation.cosines(), rotation.sines());
        T context = ops.attention(query, key, value, heads, 1 / Math.sqrt((double) width / heads), bias, mask,
                attentionDropout);
        T attended = ops.add(from, ops.dropout(layer.linear("attn.Wo", context, width, width, attentionBias), attentionDropout));
        T wide = layer.linear("mlp.Wi", layer.norm("mlp_norm", attended, width, epsilon, normBias), width, 2 * inner, mlpBias);
        T gated = ops.multiply(ops.activation(ops.slice(wide, 2, 0, inner), activation), ops.slice(wide, 2, inner, 2 * inner));
        return ops.add(attended, layer.linear("mlp.Wo", ops.dropout(gated, mlpDropout), inner, width, mlpBias));
    }

    /** A third of a parameter along its first axis: that of queries, keys or values. */
    private <T> T part(TensorOps<T> ops, T parameter, int third) {
        return ops.slice(parameter, 0, third * width, (third + 1) * width);
    }

    @Override
    public Rows sequenceRows() {
        return meanPooling ? Rows.ALL : Rows.FIRST;
    }

    private <T> T head(TensorOps<T> ops, T x) {
        Scope<T> head = Scope.root(ops).at("head");
        T dense = ops.activation(head.linear("dense", x, width, width, classifierBias), classifierActivation);
        return ops.dropout(head.norm("norm", dense, width, epsilon, normBias), headDropout);
    }

    @Override
    public <T> T sequenceLogits(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs) {
        T pooled = meanPooling
                ? ops.meanOverTokens(hiddenState, inputs.mask())
                : ops.squeeze(ops.slice(hiddenState, 1, 0, 1), 1);
        return Scope.root(ops).linear("classifier", head(ops, pooled), width, labels);
    }

    @Override
    public <T> T tokenLogits(TensorOps<T> ops, T hiddenState) {
        return Scope.root(ops).linear("classifier", head(ops, hiddenState), width, labels);
    }

    @Override
    public boolean mayIgnore(String name) {
        return name.startsWith("decoder.") || name.startsWith("head.");
    }
}
