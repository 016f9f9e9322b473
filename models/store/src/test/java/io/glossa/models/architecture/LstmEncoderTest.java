package io.glossa.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.internal.PlainOps;
import io.glossa.models.architecture.internal.PlainTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What torch.nn.LSTM gives; see src/test/tools/lstm_golden.py. */
final class LstmEncoderTest {
    @TestFactory
    List<DynamicTest> logits_areThoseOfTorch() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(LstmEncoderTest.class.getResourceAsStream("/lstm/golden.json"))) {
            for (JsonNode golden : SafeJson.object(in.readAllBytes(), "golden.json").get("cases")) {
                tests.add(DynamicTest.dynamicTest(golden.get("config").toString(), () -> check(golden)));
            }
        }
        assertThat(tests).hasSize(4);
        return tests;
    }

    private static void check(JsonNode golden) {
        Encoder encoder = encoder(golden.get("config").toString());
        Map<String, PlainTensor> parameters = new LinkedHashMap<>();
        golden.get("parameters").properties().forEach(entry -> {
            int[] shape = new int[entry.getValue().get("shape").size()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = entry.getValue().get("shape").get(i).asInt();
            }
            parameters.put(entry.getKey(), new PlainTensor(shape, flat(entry.getValue().get("values"))));
        });
        PlainOps ops = new PlainOps(parameters);
        int texts = golden.get("ids").size();
        int length = golden.get("ids").get(0).size();
        EncoderInputs<PlainTensor> padded = new EncoderInputs<>(new PlainTensor(new int[] {texts, length}, flat(golden.get("ids"))), null,
                new PlainTensor(new int[] {texts, length}, flat(golden.get("mask"))));
        PlainTensor states = encoder.hiddenState(ops, padded, Rows.ALL);
        assertThat(states.data()).containsExactly(flat(golden.get("states")), within(1e-6));
        double[] logits = flat(golden.get("logits"));
        assertThat(encoder.sequenceLogits(ops, states, padded).data()).containsExactly(logits, within(1e-6));
        // Each text alone, without padding.
        for (int text = 0; text < texts; text++) {
            int real = (int) Arrays.stream(flat(golden.get("mask").get(text))).sum();
            double[] ids = Arrays.copyOf(flat(golden.get("ids").get(text)), real);
            EncoderInputs<PlainTensor> alone = new EncoderInputs<>(new PlainTensor(new int[] {1, real}, ids), null, null);
            assertThat(encoder.sequenceLogits(ops, encoder.hiddenState(ops, alone, Rows.ALL), alone).data())
                    .containsExactly(Arrays.copyOfRange(logits, 3 * text, 3 * text + 3), within(1e-6));
        }
    }

    private static double[] flat(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        collect(node, numbers);
        return numbers.stream().mapToDouble(number -> number).toArray();
    }

    private static void collect(JsonNode node, List<Double> numbers) {
        if (node.isArray()) {
            node.forEach(inner -> collect(inner, numbers));
        } else {
            numbers.add(node.asDouble());
        }
    }

    private static Encoder encoder(String json) {
        return Architectures.encoder(ArchitectureConfig.parse(json.getBytes(StandardCharsets.UTF_8), "config.json"));
    }

    @Test
    void config_thatIsWrong_saysWhat() {
        assertThatThrownBy(() -> encoder("{\"model_type\":\"glossa-lstm\",\"pooling\":\"mean\"}")).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("expected pooling to be 'max' or 'last', found 'mean'");
        assertThatThrownBy(() -> encoder("{\"model_type\":\"glossa-lstm\",\"bidirectional\":true,\"hidden_size\":5}"))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("even");
    }
}
