package io.glossa.models.architecture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of BART (Lewis et al. 2020) and its relatives, of an encoder or a decoder: attention to the own tokens, in a decoder
 * attention to the source, then a feed-forward part. Each part is added to its input and normalised: the sum (as in the first
 * transformers), or the input of the part.
 */
record SourceTargetLayer(int width, int heads, int inner, Activation activation, boolean normalizesInput, double dropout,
        double attentionDropout, double activationDropout) {
    private static final double EPSILON = 1e-5;

    private double scale() {
        return 1 / Math.sqrt((double) width / heads);
    }

    /** A layer of the encoder, {@code x} [b,s,h]. */
    <T> T encode(Scope<T> layer, T x, @Nullable T mask) {
        TensorOps<T> ops = layer.ops();
        Scope<T> attention = layer.at("self_attn");
        T in = before(layer, "self_attn_layer_norm", x);
        T context = ops.attention(attention.linear("q_proj", in, width, width), attention.linear("k_proj", in, width, width),
                attention.linear("v_proj", in, width, width), heads, scale(), null, mask, attentionDropout);
        return feedForward(layer, after(layer, "self_attn_layer_norm", x, attention.linear("out_proj", context, width, width)));
    }

    /** What a layer of the decoder looks up in the source. */
    <T> KeyValue<T> memory(Scope<T> layer, T encoded) {
        TensorOps<T> ops = layer.ops();
        Scope<T> attention = layer.at("encoder_attn");
        return new KeyValue<>(ops.splitHeads(attention.linear("k_proj", encoded, width, width), heads),
                ops.splitHeads(attention.linear("v_proj", encoded, width, width), heads));
    }

    /**
     * A layer of the decoder.
     *
     * @param x [r,t,h]
     * @param index which layer it is
     * @param hidden floats [1,1,t,k] that hide later tokens, or null
     * @param present takes what the next step needs
     */
    <T> T decode(Scope<T> layer, T x, int index, DecoderInputs<T> inputs, @Nullable T hidden, List<KeyValue<T>> present) {
        TensorOps<T> ops = layer.ops();
        Scope<T> attention = layer.at("self_attn");
        T in = before(layer, "self_attn_layer_norm", x);
        T query = attention.linear("q_proj", in, width, width);
        KeyValue<T> own = Caches.append(ops, inputs.past(), index,
                ops.splitHeads(attention.linear("k_proj", in, width, width), heads),
                ops.splitHeads(attention.linear("v_proj", in, width, width), heads));
        present.add(own);
        T context = ops.attentionOver(query, own.key(), own.value(), heads, scale(), hidden, null, attentionDropout);
        T told = after(layer, "self_attn_layer_norm", x, attention.linear("out_proj", context, width, width));
        Scope<T> cross = layer.at("encoder_attn");
        T asked = cross.linear("q_proj", before(layer, "encoder_attn_layer_norm", told), width, width);
        T seen = Caches.overMemory(ops, asked, inputs, index, heads, scale(), attentionDropout);
        T read = after(layer, "encoder_attn_layer_norm", told, cross.linear("out_proj", seen, width, width));
        return feedForward(layer, read);
    }

    private <T> T feedForward(Scope<T> layer, T x) {
        TensorOps<T> ops = layer.ops();
        T wide = ops.activation(layer.linear("fc1", before(layer, "final_layer_norm", x), width, inner), activation);
        return after(layer, "final_layer_norm", x, layer.linear("fc2", ops.dropout(wide, activationDropout), inner, width));
    }

    private <T> T before(Scope<T> layer, String norm, T x) {
        return normalizesInput ? layer.norm(norm, x, width, EPSILON) : x;
    }

    private <T> T after(Scope<T> layer, String norm, T x, T part) {
        T sum = layer.ops().add(x, layer.ops().dropout(part, dropout));
        return normalizesInput ? sum : layer.norm(norm, sum, width, EPSILON);
    }
}
