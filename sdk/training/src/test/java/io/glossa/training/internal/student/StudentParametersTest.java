package io.glossa.training.internal.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.internal.PlainOps;
import io.glossa.models.architecture.internal.PlainTensor;
import io.glossa.models.graph.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some layers of a base give what the base gives when its other layers do nothing. */
class StudentParametersTest {
    private static final String BERT = "{\"model_type\":\"bert\",\"vocab_size\":30,\"max_position_embeddings\":12,\"hidden_size\":16,"
            + "\"num_attention_heads\":2,\"num_hidden_layers\":6,\"intermediate_size\":24,\"num_labels\":2}";
    private static final String DISTILBERT = "{\"model_type\":\"distilbert\",\"vocab_size\":30,\"max_position_embeddings\":12,\"dim\":16,"
            + "\"n_heads\":2,\"n_layers\":6,\"hidden_dim\":24,\"num_labels\":2}";

    private record Base(Map<String, PlainTensor> tensors) implements Parameters {
        @Override
        public Set<String> names() {
            return tensors.keySet();
        }

        @Override
        public int[] shape(String name) {
            return tensors.get(name).shape().clone();
        }

        @Override
        public float[] floats(String name) {
            return tensors.get(name).floats();
        }

        @Override
        public String where() {
            return "base";
        }
    }

    /** Hidden states of a text; what the map lacks is drawn and put there. */
    private static double[] hidden(String json, Map<String, PlainTensor> parameters, long... ids) {
        Encoder encoder = Architectures.encoder(ArchitectureConfig.parse(json.getBytes(StandardCharsets.UTF_8), "config"));
        Random random = new Random(8);
        PlainOps ops = new PlainOps(parameters, (name, shape) -> {
            float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * 0.3f;
            }
            return PlainTensor.of(values, shape);
        });
        EncoderInputs<PlainTensor> inputs = new EncoderInputs<>(PlainTensor.of(ids, 1, ids.length), null, null);
        return encoder.hiddenState(ops, inputs, encoder.sequenceRows()).data();
    }

    /** A base in which normalisations scale nothing and the odd layers add nothing, so that these hand on what they get. */
    private static Map<String, PlainTensor> oddLayersIdle(String json) {
        Map<String, PlainTensor> parameters = new LinkedHashMap<>();
        hidden(json, parameters, 1, 2, 3);
        parameters.replaceAll((name, tensor) -> {
            float[] values = tensor.floats();
            boolean norm = name.contains("LayerNorm") || name.contains("layer_norm");
            if (norm) {
                Arrays.fill(values, name.endsWith("weight") ? 1 : 0);
            } else if (name.matches(".*layer\\.[135]\\..*(output\\.dense|out_lin|lin2).*")) {
                Arrays.fill(values, 0);
            }
            return PlainTensor.of(values, tensor.shape());
        });
        return parameters;
    }

    private static Map<String, PlainTensor> student(String json, Map<String, PlainTensor> base, List<Integer> layers) {
        StudentParameters student = new StudentParameters(new Base(base), LayerChoice.of(SafeJson.inputObject(json, "config"), null, layers, "base"),
                null);
        Map<String, PlainTensor> parameters = new LinkedHashMap<>();
        student.names().forEach(name -> parameters.put(name, PlainTensor.of(student.floats(name), student.shape(name))));
        return parameters;
    }

    private static String layers(String json, List<Integer> layers) {
        ObjectNode config = SafeJson.inputObject(json, "config");
        LayerChoice.of(config, null, layers, "base").apply(config);
        return config.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {BERT, DISTILBERT})
    void layers_giveWhatTheyGaveAmongIdleOnes(String json) {
        Map<String, PlainTensor> base = oddLayersIdle(json);
        double[] expected = hidden(json, base, 4, 9, 7, 2, 11);
        for (List<Integer> kept : List.of(List.of(0, 2, 4), List.of(0, 1, 2, 4), List.of(0, 2, 3, 4, 5))) {
            Map<String, PlainTensor> student = student(json, base, kept);
            int before = student.size();
            assertThat(hidden(layers(json, kept), student, 4, 9, 7, 2, 11)).containsExactly(expected, within(1e-6));
            assertThat(student).as("nothing had to be drawn").hasSize(before);
        }
        List<Integer> others = List.of(0, 2);
        assertThat(Arrays.equals(hidden(layers(json, others), student(json, base, others), 4, 9, 7, 2, 11), expected)).isFalse();
    }

    @Test
    void vocabulary_keepsItsRows() {
        Map<String, PlainTensor> base = new LinkedHashMap<>();
        double[] expected = hidden(BERT, base, 4, 9, 29);
        base.put("cls.predictions.bias", PlainTensor.of(new float[30], 30));
        base.put("embeddings.position_ids", PlainTensor.of(new float[12], 1, 12));
        StudentParameters student = new StudentParameters(new Base(base), null, new PrunedVocabulary(new int[] {0, 4, 9, 29}));
        assertThat(student.names()).hasSize(base.size() - 2).doesNotContain("cls.predictions.bias");
        Map<String, PlainTensor> parameters = new LinkedHashMap<>();
        student.names().forEach(name -> parameters.put(name, PlainTensor.of(student.floats(name), student.shape(name))));
        assertThat(hidden(BERT.replace("30", "4"), parameters, 1, 2, 3)).containsExactly(expected, within(0.0));
        assertThatThrownBy(() -> new StudentParameters(new Base(base), null, new PrunedVocabulary(new int[] {0, 30})))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("found 30");
    }
}
