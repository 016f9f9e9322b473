package io.glossa.models.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * DeBERTa-v2 and v3 (He et al. 2021): attention also scores content against distance, c2p, and distance against content,
 * p2c. Distances are sorted into buckets of which the far ones grow with the logarithm.
 */
final class DebertaV2Encoder implements Encoder {
    /** Longer texts are none that fit into memory. */
    private static final int MOST_REACH = 1 << 15;

    private final int vocabulary;
    private final int narrow;
    private final int width;
    private final int heads;
    private final int layers;
    private final int positions;
    private final int types;
    private final int labels;
    private final boolean absolute;
    private final boolean relative;
    private final boolean normalised;
    private final boolean shared;
    private final boolean contentToPosition;
    private final boolean positionToContent;
    private final @Nullable Convolution convolution;
    private final int span;
    private final RelativeBuckets buckets;
    private final int poolerWidth;
    private final Activation poolerActivation;
    private final double epsilon;
    private final double dropout;
    private final double attentionDropout;
    private final double poolerDropout;
    private final double headDropout;
    private final PostNormLayer layer;

    DebertaV2Encoder(ArchitectureConfig config) {
        vocabulary = config.size("vocab_size", 128100);
        width = config.size("hidden_size", 1536);
        narrow = config.size("embedding_size", width);
        heads = config.heads("num_attention_heads", 24, width);
        layers = config.layers("num_hidden_layers", 24);
        positions = config.size("max_position_embeddings", 512);
        types = config.count("type_vocab_size", 0);
        labels = config.labels();
        absolute = config.flag("position_biased_input", true);
        relative = config.flag("relative_attention", false);
        convolution = Convolution.of(config, width);
        normalised = config.texts("norm_rel_ebd").contains("layer_norm");
        shared = config.flag("share_att_key", false);
        List<String> kinds = config.texts("pos_att_type");
        contentToPosition = kinds.contains("c2p");
        positionToContent = kinds.contains("p2c");
        int headWidth = config.size("attention_head_size", width / heads);
        if (headWidth != width / heads) {
            throw config.wrong("attention_head_size", "hidden_size / num_attention_heads, " + width / heads,
                    String.valueOf(headWidth));
        }
        int farthest = config.positions("max_relative_positions", -1);
        farthest = farthest < 1 ? config.positions("max_position_embeddings", positions) : farthest;
        int bucketCount = config.positions("position_buckets", -1);
        span = bucketCount > 0 ? bucketCount : farthest;
        buckets = buckets(bucketCount, farthest, span);
        poolerWidth = config.size("pooler_hidden_size", width);
        poolerActivation = config.activation("pooler_hidden_act", "gelu");
        epsilon = config.number("layer_norm_eps", 1e-7);
        dropout = config.probability("hidden_dropout_prob", 0.1);
        attentionDropout = config.probability("attention_probs_dropout_prob", 0.1);
        poolerDropout = config.probability("pooler_dropout", 0);
        headDropout = config.probability("cls_dropout", dropout);
        layer = new PostNormLayer(PostNormLayer.Names.BERT, width, heads, config.size("intermediate_size", 6144),
                config.activation("hidden_act", "gelu"), epsilon, dropout, attentionDropout, null);
    }

    /** What the first layer gives is joined by a convolution of what it reads. */
    private record Convolution(int kernel, int groups, Activation activation) {
        static @Nullable Convolution of(ArchitectureConfig config, int width) {
            int kernel = config.count("conv_kernel_size", 0);
            if (kernel == 0) {
                return null;
            }
            if (kernel % 2 == 0) {
                throw config.wrong("conv_kernel_size", "0 or odd", String.valueOf(kernel));
            }
            return new Convolution(kernel, config.heads("conv_groups", 1, width), config.activation("conv_act", "tanh"));
        }
    }

    /** The row of the table of distances for each query position − key position. */
    private static RelativeBuckets buckets(int count, int farthest, int span) {
        int reach = farthest;
        // With an odd number of buckets distances beyond the farthest may still come into another one.
        while (count > 0 && logarithmic(reach, count, farthest) < span && reach < MOST_REACH) {
            reach *= 2;
        }
        return RelativeBuckets.of(reach, distance -> {
            int bucket = count > 0 ? logarithmic(distance, count, farthest) : distance;
            return Math.max(0, Math.min(2 * span - 1, bucket + span));
        });
    }

    private static int logarithmic(int distance, int count, int farthest) {
        int middle = count / 2;
        int far = Math.abs(distance);
        if (far <= middle) {
            return distance;
        }
        float ratio = (float) Math.log((float) far / middle) / (float) Math.log((float) ((double) (farthest - 1) / middle));
        int bucket = (int) Math.ceil(ratio * (middle - 1)) + middle;
        return distance < 0 ? -bucket : bucket;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public OptionalInt maxTokens() {
        return absolute ? OptionalInt.of(positions) : OptionalInt.empty();
    }

    @Override
    public boolean readsTypeIds() {
        return types > 0;
    }

    @Override
    public <T> T hiddenState(TensorOps<T> ops, EncoderInputs<T> inputs, Rows rows) {
        Scope<T> deberta = Scope.base(ops, "deberta", "embeddings.word_embeddings.weight");
        Scope<T> tables = deberta.at("embeddings");
        T x = tables.embedding("word_embeddings", inputs.ids(), vocabulary, narrow);
        if (absolute) {
            x = ops.add(x, tables.embedding("position_embeddings", ops.positions(inputs.ids()), positions, narrow));
        }
        if (types > 0) {
            x = ops.add(x, Segments.embedding(tables, "token_type_embeddings", inputs, types, narrow));
        }
        if (narrow != width) {
            x = tables.linear("embed_proj", x, narrow, width, false);
        }
        x = ops.dropout(tables.norm("LayerNorm", x, width, epsilon), dropout);
        Scope<T> encoder = deberta.at("encoder");
        T distances = relative ? distanceTable(encoder) : null;
        for (int i = 0; i < layers; i++) {
            Rows wanted = i == layers - 1 ? rows : Rows.ALL;
            T read = x;
            x = layer(encoder.at("layer", i), x, wanted, distances, inputs);
            if (i == 0 && convolution != null) {
                x = convolved(encoder.at("conv"), convolution, read, x, wanted, inputs.mask());
            }
        }
        return x;
    }

    private <T> T convolved(Scope<T> conv, Convolution how, T read, T x, Rows rows, @Nullable T mask) {
        TensorOps<T> ops = conv.ops();
        T real = mask == null ? read : ops.multiply(read, ops.unsqueeze(ops.toFloats(mask), 2));
        T weight = conv.parameter("conv.weight", width, width / how.groups(), how.kernel());
        T mixed = ops.convolution(real, weight, conv.parameter("conv.bias", width), how.groups());
        T from = rows == Rows.FIRST ? ops.slice(mixed, 1, 0, 1) : mixed;
        T sum = ops.add(x, ops.activation(ops.dropout(from, dropout), how.activation()));
        return conv.norm("LayerNorm", sum, width, epsilon);
    }

    /** Vectors of all distances, [1, 2 span, h]. */
    private <T> T distanceTable(Scope<T> encoder) {
        T table = encoder.parameter("rel_embeddings.weight", 2 * span, width);
        return encoder.ops().unsqueeze(normalised ? encoder.norm("LayerNorm", table, width, epsilon) : table, 0);
    }

    private <T> T layer(Scope<T> at, T x, Rows rows, @Nullable T distances, EncoderInputs<T> inputs) {
        TensorOps<T> ops = at.ops();
        Scope<T> self = at.at("attention.self");
        T from = rows == Rows.FIRST ? ops.slice(x, 1, 0, 1) : x;
        T query = self.linear("query_proj", from, width, width);
        T key = self.linear("key_proj", x, width, width);
        T value = self.linear("value_proj", x, width, width);
        int parts = 1 + (contentToPosition ? 1 : 0) + (positionToContent ? 1 : 0);
        double scale = 1 / Math.sqrt((double) width / heads * parts);
        T bias = distances == null ? null : bias(self, query, key, ops.dropout(distances, dropout), rows, scale, inputs.ids());
        T context = ops.attention(query, key, value, heads, scale, bias, inputs.mask(), attentionDropout);
        return layer.afterAttention(at, from, context);
    }

    /** Scores of content against distance and of distance against content, [b,n,q,k]; null if there are neither. */
    private <T> @Nullable T bias(Scope<T> self, T query, T key, T distances, Rows rows, double scale, T ids) {
        TensorOps<T> ops = self.ops();
        // The tables are by query − key, the negative of the distance.
        T positions = ops.positions(ids);
        T queries = ops.unsqueeze(positions, 1);
        queries = rows == Rows.FIRST ? ops.slice(queries, 0, 0, 1) : queries;
        T keys = ops.unsqueeze(positions, 0);
        List<T> scores = new ArrayList<>();
        if (contentToPosition) {
            T keyOfDistance = self.linear(shared ? "key_proj" : "pos_key_proj", distances, width, width);
            T index = buckets.lookUp(ops, ops.subtract(queries, keys));
            T products = ops.matmulTransposed(ops.splitHeads(query, heads), ops.splitHeads(keyOfDistance, heads));
            scores.add(ops.pick(products, index));
        }
        if (positionToContent) {
            T queryOfDistance = self.linear(shared ? "query_proj" : "pos_query_proj", distances, width, width);
            T index = buckets.lookUp(ops, ops.permute(ops.subtract(queries, keys), 1, 0));
            T products = ops.matmulTransposed(ops.splitHeads(key, heads), ops.splitHeads(queryOfDistance, heads));
            scores.add(ops.permute(ops.pick(products, index), 0, 1, 3, 2));
        }
        return scores.stream().reduce(ops::add).map(sum -> ops.times(sum, scale)).orElse(null);
    }

    @Override
    public <T> T sequenceLogits(TensorOps<T> ops, T hiddenState, EncoderInputs<T> inputs) {
        Scope<T> root = Scope.root(ops);
        T first = ops.dropout(ops.squeeze(ops.slice(hiddenState, 1, 0, 1), 1), poolerDropout);
        T pooled = ops.activation(root.linear("pooler.dense", first, poolerWidth, poolerWidth), poolerActivation);
        return root.linear("classifier", ops.dropout(pooled, headDropout), width, labels);
    }

    @Override
    public <T> T tokenLogits(TensorOps<T> ops, T hiddenState) {
        return Scope.root(ops).linear("classifier", ops.dropout(hiddenState, dropout), width, labels);
    }

    @Override
    public boolean mayIgnore(String name) {
        return name.endsWith("embeddings.position_ids") || name.startsWith("pooler.") || name.startsWith("cls.")
                || name.startsWith("lm_predictions.") || name.startsWith("mask_predictions.")
                || !relative && normalised && name.matches("(deberta\\.)?encoder\\.LayerNorm\\..*");
    }
}
