package io.glossa.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.RandomModel;
import io.glossa.models.architecture.Rows;
import io.glossa.models.architecture.internal.PlainOps;
import io.glossa.models.architecture.internal.PlainTensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random models and texts of every architecture: plain Java and the graphs agree. */
final class InterpretersTest {
    @Provide
    Arbitrary<String> architectures() {
        return Arbitraries.of(Architectures.encoders());
    }

    @Property(tries = 150)
    void graphs_agreeWithPlainJava(@ForAll("architectures") String modelType, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        RandomModel model = RandomModel.of(modelType, random);
        int batch = 1 + random.nextInt(3);
        int length = random.nextInt(6) == 0 ? 1 : random.nextInt(8) == 0 ? 37 : 1 + random.nextInt(20);
        boolean padded = random.nextBoolean();
        // Layers that read one token after the other expect padding behind the text.
        boolean left = random.nextBoolean() && !modelType.equals("glossa-lstm");
        long[] ids = new long[batch * length];
        long[] mask = new long[batch * length];
        long[] types = new long[batch * length];
        for (int b = 0; b < batch; b++) {
            int real = padded ? 1 + random.nextInt(length) : length;
            for (int s = 0; s < length; s++) {
                boolean there = left ? s >= length - real : s < real;
                ids[b * length + s] = there ? 3 + random.nextInt(47) : 0;
                mask[b * length + s] = there ? 1 : 0;
            }
        }
        GraphHead output = GraphHead.values()[random.nextInt(GraphHead.values().length)];
        EncoderInputs<PlainTensor> inputs = new EncoderInputs<>(PlainTensor.of(ids, batch, length),
                model.encoder().readsTypeIds() ? PlainTensor.of(types, batch, length) : null,
                padded ? PlainTensor.of(mask, batch, length) : null);
        float[] expected = plain(model, inputs, output).floats();
        for (boolean fused : new boolean[] {true, false}) {
            float[] found = graph(model, inputs, output, fused);
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                boolean whole = output != GraphHead.HIDDEN_STATE && output != GraphHead.TOKEN_LOGITS;
                boolean real = whole
                        ? output == GraphHead.MEAN || output == GraphHead.MAX
                                || !left || mask[i / (expected.length / batch) * length] == 1
                        : mask[i / (expected.length / (batch * length))] == 1;
                // The first token of a text that is padded on the left is padding: what comes of it means nothing.
                if (real) {
                    assertThat(found[i]).as("%s, fused %s, number %d", model.json(), fused, i)
                            .isCloseTo(expected[i], within(2e-4f * Math.max(1, Math.abs(expected[i]))));
                }
            }
        }
    }

    @Property(tries = 60)
    void firstRow_isThatOfAllRows(@ForAll("architectures") String modelType, @ForAll long seed) {
        Random random = new Random(seed);
        RandomModel model = RandomModel.of(modelType, random);
        long[] ids = random.longs(2 * 9, 3, 50).toArray();
        EncoderInputs<PlainTensor> inputs = new EncoderInputs<>(PlainTensor.of(ids, 2, 9), null, null);
        PlainOps ops = model.ops();
        float[] all = ops.slice(model.encoder().hiddenState(ops, inputs, Rows.ALL), 1, 0, 1).floats();
        assertThat(model.encoder().hiddenState(ops, inputs, Rows.FIRST).floats()).containsExactly(all, within(1e-5f));
    }

    private static PlainTensor plain(RandomModel model, EncoderInputs<PlainTensor> inputs, GraphHead output) {
        PlainOps ops = model.ops();
        PlainTensor state = model.encoder().hiddenState(ops, inputs, Rows.ALL);
        return switch (output) {
            case HIDDEN_STATE -> state;
            case SEQUENCE_LOGITS -> model.encoder().sequenceLogits(ops, state, inputs);
            case TOKEN_LOGITS -> model.encoder().tokenLogits(ops, state);
            case FIRST_TOKEN -> ops.normalize(ops.squeeze(ops.slice(state, 1, 0, 1), 1));
            case MEAN -> ops.normalize(ops.meanOverTokens(state, inputs.mask()));
            case MAX -> ops.normalize(ops.maxOverTokens(state, inputs.mask()));
        };
    }

    private static float[] graph(RandomModel model, EncoderInputs<PlainTensor> inputs, GraphHead output, boolean fused)
            throws Exception {
        Graph graph = EncoderGraph.of(model.encoder(), new PlainSource("random", model.parameters()), GraphOptions.of(output).normalized(true).portable(!fused).masked(inputs.mask() != null));
        Path file = Files.createTempFile("glossa", ".onnx");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            new OnnxWriter(graph, Map.of()).write(file, file);
            Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
            try (OrtSession session = environment.createSession(file.toString())) {
                feeds.put("input_ids", tensor(environment, inputs.ids()));
                if (inputs.typeIds() != null) {
                    feeds.put("token_type_ids", tensor(environment, inputs.typeIds()));
                }
                if (inputs.mask() != null) {
                    feeds.put("attention_mask", tensor(environment, inputs.mask()));
                }
                try (OrtSession.Result result = session.run(feeds)) {
                    FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
                    float[] floats = new float[buffer.remaining()];
                    buffer.get(floats);
                    return floats;
                }
            } finally {
                feeds.values().forEach(OnnxTensor::close);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, PlainTensor tensor) throws Exception {
        long[] values = Arrays.stream(tensor.data()).mapToLong(v -> (long) v).toArray();
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values),
                new long[] {tensor.shape()[0], tensor.shape()[1]});
    }
}
