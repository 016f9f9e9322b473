package io.glossa.models.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * T5 (Raffel et al. 2020), its versions 1.1 and mT5 (Xue et al. 2021): no positions but a bias by distance that all layers share,
 * root mean squares to normalise with, no biases, products that are not scaled. Checkpoints of {@code T5ForConditionalGeneration}.
 */
final class T5Model implements EncoderDecoder {
    private final int vocabulary;
    private final int width;
    private final int headWidth;
    private final int heads;
    private final int inner;
    private final int encoderLayers;
    private final int decoderLayers;
    private final int buckets;
    private final int farthest;
    private final double epsilon;
    private final double dropout;
    private final boolean tied;
    private final boolean gated;
    private final Activation activation;

    T5Model(ArchitectureConfig config) {
        vocabulary = config.size("vocab_size", 32128);
        width = config.size("d_model", 512);
        headWidth = config.size("d_kv", 64);
        heads = config.size("num_heads", 8);
        inner = config.size("d_ff", 2048);
        encoderLayers = config.layers("num_layers", 6);
        decoderLayers = config.layers("num_decoder_layers", encoderLayers);
        buckets = config.size("relative_attention_num_buckets", 32);
        farthest = config.positions("relative_attention_max_distance", 128);
        if (buckets < 4 || buckets % 2 != 0) {
            throw config.wrong("relative_attention_num_buckets", "an even number from 4 on", String.valueOf(buckets));
        }
        if (farthest <= buckets / 2) {
            throw config.wrong("relative_attention_max_distance", "more than half of relative_attention_num_buckets",
                    String.valueOf(farthest));
        }
        epsilon = config.number("layer_norm_epsilon", 1e-6);
        dropout = config.probability("dropout_rate", 0.1);
        tied = config.flag("tie_word_embeddings", true);
        String projection = config.text("feed_forward_proj", "relu");
        gated = projection.startsWith("gated-");
        String function = gated ? projection.substring("gated-".length()) : projection;
        // The name of the published checkpoints says gelu and means its approximation.
        activation = Activation.named(projection.equals("gated-gelu") ? "gelu_new" : function, config.where() + ", feed_forward_proj");
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public int layers() {
        return decoderLayers;
    }

    @Override
    public int heads() {
        return heads;
    }

    @Override
    public int headWidth() {
        return headWidth;
    }

    @Override
    public OptionalInt maxSourceTokens() {
        return OptionalInt.empty();
    }

    @Override
    public OptionalInt maxTargetTokens() {
        return OptionalInt.empty();
    }

    private static <T> Scope<T> attention(Scope<T> block, int part, String name) {
        return block.at("layer", part).at(name);
    }

    private <T> T project(Scope<T> attention, String name, T x) {
        return attention.linear(name, x, width, heads * headWidth, false);
    }

    private <T> T output(Scope<T> attention, T context) {
        return attention.linear("o", context, heads * headWidth, width, false);
    }

    private <T> T norm(Scope<T> layer, String name, T x) {
        return layer.ops().rmsNorm(x, layer.parameter(name + ".weight", width), epsilon);
    }

    private <T> T sum(Scope<T> layer, T x, T part) {
        return layer.ops().add(x, layer.ops().dropout(part, dropout));
    }

    private <T> T table(TensorOps<T> ops, String part) {
        return ops.hasParameter("shared.weight") ? ops.parameter("shared.weight", vocabulary, width)
                : ops.parameter(part + ".embed_tokens.weight", vocabulary, width);
    }

    /** The bias by distance, [1,n,q,k]; the first layer has it for all. */
    private <T> T bias(Scope<T> stack, T distances, RelativeBuckets sorted) {
        TensorOps<T> ops = stack.ops();
        Scope<T> attention = attention(stack.at("block", 0), 0, "SelfAttention");
        T byHead = attention.embedding("relative_attention_bias", sorted.lookUp(ops, distances), buckets, heads);
        return ops.unsqueeze(ops.permute(byHead, 2, 0, 1), 0);
    }

    @Override
    public <T> T encode(TensorOps<T> ops, EncoderInputs<T> inputs) {
        Scope<T> encoder = Scope.root(ops).at("encoder");
        T x = ops.dropout(ops.embedding(table(ops, "encoder"), inputs.ids()), dropout);
        T bias = bias(encoder, RelativeBuckets.distances(ops, inputs.ids(), Rows.ALL), RelativeBuckets.bidirectional(buckets, farthest));
        for (int i = 0; i < encoderLayers; i++) {
            Scope<T> block = encoder.at("block", i);
            Scope<T> self = attention(block, 0, "SelfAttention");
            T in = norm(block.at("layer", 0), "layer_norm", x);
            T context = ops.attention(project(self, "q", in), project(self, "k", in), project(self, "v", in), heads, 1, bias,
                    inputs.mask(), dropout);
            x = feedForward(block.at("layer", 1), sum(block, x, output(self, context)));
        }
        return ops.dropout(norm(encoder, "final_layer_norm", x), dropout);
    }

    private <T> T feedForward(Scope<T> layer, T x) {
        TensorOps<T> ops = layer.ops();
        Scope<T> dense = layer.at("DenseReluDense");
        T in = norm(layer, "layer_norm", x);
        T wide = ops.activation(dense.linear(gated ? "wi_0" : "wi", in, width, inner, false), activation);
        if (gated) {
            wide = ops.multiply(wide, dense.linear("wi_1", in, width, inner, false));
        }
        return sum(layer, x, dense.linear("wo", ops.dropout(wide, dropout), inner, width, false));
    }

    @Override
    public <T> List<KeyValue<T>> memory(TensorOps<T> ops, T encoded) {
        List<KeyValue<T>> memory = new ArrayList<>();
        for (int i = 0; i < decoderLayers; i++) {
            Scope<T> cross = attention(Scope.root(ops).at("decoder").at("block", i), 1, "EncDecAttention");
            memory.add(new KeyValue<>(ops.splitHeads(project(cross, "k", encoded), heads),
                    ops.splitHeads(project(cross, "v", encoded), heads)));
        }
        return memory;
    }

    @Override
    public <T> DecoderStep<T> decode(TensorOps<T> ops, DecoderInputs<T> inputs) {
        Scope<T> decoder = Scope.root(ops).at("decoder");
        T table = table(ops, "decoder");
        T x = ops.dropout(ops.embedding(table, inputs.ids()), dropout);
        T bias = bias(decoder, Caches.distances(ops, inputs), RelativeBuckets.backward(buckets, farthest));
        @Nullable T hidden = Caches.hidden(ops, inputs);
        bias = hidden == null ? bias : ops.add(bias, hidden);
        List<KeyValue<T>> present = new ArrayList<>();
        for (int i = 0; i < decoderLayers; i++) {
            Scope<T> block = decoder.at("block", i);
            Scope<T> self = attention(block, 0, "SelfAttention");
            T in = norm(block.at("layer", 0), "layer_norm", x);
            KeyValue<T> own = Caches.append(ops, inputs.past(), i, ops.splitHeads(project(self, "k", in), heads),
                    ops.splitHeads(project(self, "v", in), heads));
            present.add(own);
            T context = ops.attentionOver(project(self, "q", in), own.key(), own.value(), heads, 1, bias, null, dropout);
            x = sum(block, x, output(self, context));
            Scope<T> cross = attention(block, 1, "EncDecAttention");
            T asked = project(cross, "q", norm(block.at("layer", 1), "layer_norm", x));
            x = sum(block, x, output(cross, Caches.overMemory(ops, asked, inputs, i, heads, 1, dropout)));
            x = feedForward(block.at("layer", 2), x);
        }
        x = ops.dropout(norm(decoder, "final_layer_norm", x), dropout);
        return new DecoderStep<>(tied ? ops.linear(ops.times(x, 1 / Math.sqrt(width)), table, null)
                : ops.linear(x, ops.parameter("lm_head.weight", vocabulary, width), null), present);
    }

    @Override
    public boolean mayIgnore(String name) {
        return tied && name.equals("lm_head.weight")
                || name.equals("encoder.embed_tokens.weight") || name.equals("decoder.embed_tokens.weight")
                || name.equals("decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight");
    }
}
