package io.glossa.models.architecture;

import io.glossa.models.architecture.internal.PlainOps;
import io.glossa.models.architecture.internal.PlainTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;

/** An architecture of random sizes, and weights drawn when the forward pass first asks for them. */
public record RandomModel(String json, Encoder encoder, Map<String, PlainTensor> parameters, Random random) {
    private static final Set<String> ADDED_POSITIONS = Set.of("albert", "bert", "camembert", "electra", "roberta", "xlm-roberta");

    /** Draws sizes for an architecture. */
    public static RandomModel of(String modelType, Random random) {
        StringJoiner json = new StringJoiner(",", "{", "}");
        int heads = 1 + random.nextInt(4);
        // A norm over two or three numbers makes much of rounding, so none is that narrow.
        int width = heads * 2 * (2 + (heads == 1 ? 1 : 0) + random.nextInt(4));
        int layers = 1 + random.nextInt(3);
        int inner = 1 + random.nextInt(40);
        String act = pick(random, "gelu", "gelu_new", "gelu_10", "relu", "relu2", "relu6", "leaky_relu", "silu", "mish", "quick_gelu");
        json.add(field("model_type", modelType)).add("\"vocab_size\":50").add("\"num_labels\":" + (1 + random.nextInt(4)));
        json.add("\"max_position_embeddings\":40").add("\"pad_token_id\":" + random.nextInt(3));
        switch (modelType) {
            case "distilbert" -> json.add("\"dim\":" + width).add("\"n_heads\":" + heads).add("\"n_layers\":" + layers)
                    .add("\"hidden_dim\":" + inner).add(field("activation", act));
            case "modernbert" -> json.add("\"hidden_activation\":\"" + act + "\"").add(sizes(width, heads, layers, inner))
                    .add("\"local_attention\":" + (2 + random.nextInt(8)))
                    .add("\"global_attn_every_n_layers\":" + (1 + random.nextInt(3)))
                    .add("\"global_rope_theta\":" + (1000 + random.nextInt(100000)))
                    .add("\"norm_bias\":" + random.nextBoolean()).add("\"attention_bias\":" + random.nextBoolean())
                    .add("\"mlp_bias\":" + random.nextBoolean()).add("\"classifier_bias\":" + random.nextBoolean())
                    .add(field("classifier_pooling", pick(random, "cls", "mean")));
            case "glossa-lstm" -> json.add("\"hidden_size\":" + width).add("\"num_hidden_layers\":" + layers)
                    .add("\"bidirectional\":" + random.nextBoolean()).add(field("pooling", pick(random, "max", "last")));
            default -> json.add(field("hidden_act", act)).add(sizes(width, heads, layers, inner))
                    .add("\"type_vocab_size\":" + (modelType.equals("deberta-v2") ? random.nextInt(3) : 1 + random.nextInt(2)));
        }
        if (modelType.equals("albert") || modelType.equals("glossa-lstm") || modelType.equals("electra") || modelType.equals("deberta-v2")) {
            json.add("\"embedding_size\":" + (random.nextBoolean() ? width : 6 + random.nextInt(12)));
        }
        if (ADDED_POSITIONS.contains(modelType)) {
            json.add(field("position_embedding_type", pick(random, "absolute", "absolute", "relative_key", "relative_key_query")));
        }
        if (modelType.equals("albert")) {
            json.add("\"num_hidden_groups\":" + (1 + random.nextInt(layers))).add("\"inner_group_num\":" + (1 + random.nextInt(2)));
        }
        if (modelType.equals("mpnet")) {
            json.add("\"relative_attention_num_buckets\":" + (32 + random.nextInt(3)));
        }
        if (modelType.equals("deberta-v2")) {
            json.add("\"relative_attention\":" + random.nextBoolean()).add("\"position_biased_input\":" + random.nextBoolean())
                    .add("\"share_att_key\":" + random.nextBoolean())
                    .add("\"position_buckets\":" + pick(random, "-1", "4", "8", "16"))
                    .add("\"pos_att_type\":" + pick(random, "[]", "[\"c2p\"]", "[\"p2c\"]", "\"c2p|p2c\""))
                    .add(field("norm_rel_ebd", pick(random, "none", "layer_norm")));
            if (random.nextBoolean()) {
                json.add("\"conv_kernel_size\":" + pick(random, "1", "3", "5")).add("\"conv_groups\":" + pick(random, "1", "2"))
                        .add(field("conv_act", pick(random, "tanh", "gelu")));
            }
        }
        ArchitectureConfig config = ArchitectureConfig.parse(json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "random " + modelType);
        return new RandomModel(json.toString(), Architectures.encoder(config), new LinkedHashMap<>(), random);
    }

    private static String sizes(int width, int heads, int layers, int inner) {
        return "\"hidden_size\":" + width + ",\"num_attention_heads\":" + heads + ",\"num_hidden_layers\":" + layers
                + ",\"intermediate_size\":" + inner;
    }

    private static String field(String key, String value) {
        return "\"" + key + "\":\"" + value + "\"";
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    /** Plain Java that draws what is missing. */
    public PlainOps ops() {
        return new PlainOps(parameters, (name, shape) -> draw(name, shape));
    }

    private PlainTensor draw(String name, int... shape) {
        boolean gain = shape.length == 1 && name.endsWith(".weight");
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * (gain ? 0.2 : 0.4) + (gain ? 1 : 0));
        }
        return PlainTensor.of(values, shape);
    }
}
