package io.glossa.training.internal.torch;

import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.internal.PlainOps;
import io.glossa.models.architecture.internal.PlainTensor;
import io.glossa.training.internal.engine.LoraSpec;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.OptimizerSpec;
import io.glossa.training.internal.engine.ParameterRule;
import io.glossa.training.internal.engine.ParameterValues;
import io.glossa.training.internal.engine.TrainBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A small model of random weights, and what is asked of it in tests. */
final class SmallModel {
    static final OptimizerSpec ADAMW = new OptimizerSpec(OptimizerSpec.Kind.ADAMW, 0.9, 0.999, 1e-8);
    static final int VOCABULARY = 50;
    private static final String SIZES = "\"vocab_size\":50,\"num_labels\":3,\"max_position_embeddings\":40,\"hidden_size\":24,"
            + "\"num_attention_heads\":3,\"num_hidden_layers\":2,\"intermediate_size\":40,\"pad_token_id\":1,";

    /** Configurations of every architecture, with the turns that each can take. */
    static final List<String> CONFIGURATIONS = List.of(
            of("bert", "\"hidden_act\":\"gelu\""),
            of("bert", "\"hidden_act\":\"gelu_new\",\"position_embedding_type\":\"relative_key_query\""),
            of("roberta", "\"type_vocab_size\":1"),
            of("xlm-roberta", "\"hidden_act\":\"quick_gelu\",\"position_embedding_type\":\"relative_key\",\"type_vocab_size\":1"),
            of("albert", "\"embedding_size\":12,\"num_hidden_groups\":1,\"inner_group_num\":2"),
            of("electra", "\"embedding_size\":12,\"hidden_act\":\"silu\""),
            "{\"model_type\":\"distilbert\",\"vocab_size\":50,\"num_labels\":3,\"max_position_embeddings\":40,\"dim\":24,\"n_heads\":3,"
                    + "\"n_layers\":2,\"hidden_dim\":40,\"activation\":\"gelu\"}",
            of("mpnet", "\"hidden_act\":\"relu2\""),
            of("modernbert", "\"local_attention\":6,\"global_attn_every_n_layers\":2,\"classifier_pooling\":\"mean\""),
            of("modernbert", "\"local_attention\":6,\"norm_bias\":true,\"attention_bias\":true,\"mlp_bias\":true,"
                    + "\"classifier_bias\":true,\"classifier_pooling\":\"cls\""),
            of("deberta-v2", "\"type_vocab_size\":0,\"relative_attention\":true,\"position_biased_input\":false,"
                    + "\"share_att_key\":true,\"position_buckets\":8,\"pos_att_type\":[\"p2c\",\"c2p\"],\"norm_rel_ebd\":\"layer_norm\""),
            of("deberta-v2", "\"type_vocab_size\":2,\"relative_attention\":true,\"pos_att_type\":[\"c2p\"],\"conv_kernel_size\":3,"
                    + "\"conv_groups\":2,\"hidden_act\":\"mish\""),
            of("glossa-lstm", "\"embedding_size\":12"),
            of("glossa-lstm", "\"embedding_size\":12,\"bidirectional\":true,\"pooling\":\"last\""));

    static {
        TorchRuntime.threads(1);
    }

    private final String json;
    private final Encoder encoder;
    private final Map<String, PlainTensor> parameters = new LinkedHashMap<>();
    private final BiFunction<String, int[], PlainTensor> draw;

    private SmallModel(String json, BiFunction<String, int[], PlainTensor> draw) {
        this.json = json;
        this.draw = draw;
        encoder = Architectures.encoder(ArchitectureConfig.parse(json.getBytes(StandardCharsets.UTF_8), "small model"));
        plain(batch(1, 1, 3));
    }

    private static String of(String type, String rest) {
        return "{\"model_type\":\"" + type + "\"," + SIZES + rest + "}";
    }

    /** A model of the configuration. */
    static SmallModel of(String json, long seed) {
        Random random = new Random(seed);
        return new SmallModel(json, (name, shape) -> draw(random, name, shape));
    }

    /** A model of the configuration whose parameters have these numbers. */
    static SmallModel of(String json, BiFunction<String, int[], PlainTensor> draw) {
        return new SmallModel(json, draw);
    }

    /** A BERT. */
    static SmallModel bert(long seed) {
        return of(CONFIGURATIONS.get(0), seed);
    }

    String json() {
        return json;
    }

    Encoder encoder() {
        return encoder;
    }

    Map<String, PlainTensor> parameters() {
        return parameters;
    }

    private static PlainTensor draw(Random random, String name, int... shape) {
        boolean gain = shape.length == 1 && name.endsWith(".weight");
        float[] floats = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) (random.nextGaussian() * 0.2 + (gain ? 1 : 0));
        }
        return PlainTensor.of(floats, shape);
    }

    /** Adds factors for the weights that the model is asked for; B is drawn too if {@code both}. */
    SmallModel adapted(LoraSpec lora, boolean both) {
        for (String name : List.copyOf(parameters.keySet())) {
            if (name.endsWith(".weight") && lora.targets().test(name)) {
                int[] shape = parameters.get(name).shape();
                parameters.put(Adapters.down(name), draw.apply("a", new int[] {lora.rank(), shape[1]}));
                PlainTensor up = draw.apply("b", new int[] {shape[0], lora.rank()});
                parameters.put(Adapters.up(name), both ? up : PlainTensor.of(new float[up.data().length], up.shape()));
            }
        }
        return this;
    }

    /** Logits by plain Java. */
    double[] plain(TrainBatch batch) {
        return plain(batch, parameters);
    }

    /** Logits by plain Java after one number was changed. */
    double[] plain(TrainBatch batch, String name, int index, double change) {
        Map<String, PlainTensor> changed = new LinkedHashMap<>(parameters);
        double[] data = changed.get(name).data().clone();
        data[index] += change;
        changed.put(name, new PlainTensor(changed.get(name).shape(), data));
        return plain(batch, changed);
    }

    private double[] plain(TrainBatch batch, Map<String, PlainTensor> parameters) {
        PlainOps ops = new PlainOps(parameters, draw);
        int rows = batch.size();
        int length = batch.ids()[0].length;
        EncoderInputs<PlainTensor> inputs = new EncoderInputs<>(PlainTensor.of(flat(batch.ids()), rows, length),
                batch.typeIds() == null || !encoder.readsTypeIds() ? null : PlainTensor.of(flat(batch.typeIds()), rows, length),
                batch.mask() == null ? null : PlainTensor.of(flat(batch.mask()), rows, length));
        return encoder.sequenceLogits(ops, encoder.hiddenState(ops, inputs, encoder.sequenceRows()), inputs).data();
    }

    private static long[] flat(long[][] rows) {
        return Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
    }

    /** Texts of random length up to the given one, the first of exactly that; targets are one label a text. */
    TrainBatch batch(long seed, int size, int length) {
        Random random = new Random(seed);
        long[][] ids = new long[size][length];
        long[][] types = new long[size][length];
        long[][] mask = new long[size][length];
        float[][] targets = new float[size][3];
        boolean padded = false;
        for (int b = 0; b < size; b++) {
            int real = b == 0 ? length : 1 + random.nextInt(length);
            padded |= real < length;
            for (int s = 0; s < length; s++) {
                ids[b][s] = s < real ? 3 + random.nextInt(VOCABULARY - 3) : 1;
                types[b][s] = json.contains("\"type_vocab_size\":1") ? 0 : s < real && s > length / 2 ? 1 : 0;
                mask[b][s] = s < real ? 1 : 0;
            }
            targets[b][random.nextInt(3)] = 1;
        }
        return new TrainBatch(ids, encoder.readsTypeIds() ? types : null, padded ? mask : null, targets, null);
    }

    ParameterValues values() {
        return new ParameterValues() {
            @Override
            public List<String> names() {
                return List.copyOf(parameters.keySet());
            }

            @Override
            public int[] shape(String name) {
                return parameters.get(name).shape().clone();
            }

            @Override
            public float[] floats(String name) {
                return parameters.get(name).floats();
            }
        };
    }

    /** All parameters change, without decay. */
    static Function<String, ParameterRule> all() {
        return name -> new ParameterRule(true, 1, 0);
    }

    /** Without dropout, on the processor. */
    ModelSpec spec(boolean eager) {
        return spec(eager, Objective.of(Objective.Kind.CROSS_ENTROPY), ADAMW, all(), null);
    }

    /** With this dropout everywhere. */
    ModelSpec dropping(double probability, boolean eager) {
        ModelSpec spec = spec(eager);
        return new ModelSpec(spec.encoder(), spec.parameters(), spec.rules(), null, spec.objective(), spec.optimizer(),
                OptionalDouble.of(probability), false, "cpu", eager);
    }

    ModelSpec spec(boolean eager, Objective objective, OptimizerSpec optimizer, Function<String, ParameterRule> rules,
            @org.jspecify.annotations.Nullable LoraSpec lora) {
        return new ModelSpec(encoder, values(), rules, lora, objective, optimizer, OptionalDouble.of(0), false, "cpu", eager);
    }
}
