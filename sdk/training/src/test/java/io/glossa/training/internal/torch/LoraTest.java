package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.models.architecture.internal.PlainTensor;
import io.glossa.training.internal.engine.LoraSpec;
import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.ParameterRule;
import io.glossa.training.internal.engine.ParameterState;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Low-rank factors: nothing changes at first, only they and the head learn, and what they learned can be merged. */
class LoraTest {
    /** Every matrix of the encoder, tables and parts of stacked weights among them. */
    private static final LoraSpec LORA = new LoraSpec(3, 6, 0.1,
            name -> name.matches(".*(layers?\\.|layer_groups|word_embeddings|rel_embeddings).*")
                    && !name.matches("(?i).*(norm|conv\\.conv).*"));
    private static final Objective OBJECTIVE = Objective.of(Objective.Kind.CROSS_ENTROPY);

    static Stream<Arguments> models() {
        return SmallModel.CONFIGURATIONS.stream().filter(json -> !json.contains("lstm"))
                .flatMap(json -> Stream.of(Arguments.of(json, false), Arguments.of(json, true)));
    }

    private static Function<String, ParameterRule> rules() {
        return name -> name.contains(".lora_") || name.startsWith("classifier") ? new ParameterRule(true, 1, 0) : ParameterRule.FROZEN;
    }

    @ParameterizedTest(name = "{0}, eager {1}")
    @MethodSource("models")
    void factors_startAtNothingAndMerge(String json, boolean eager) {
        SmallModel small = SmallModel.of(json, 41);
        List<String> base = List.copyOf(small.parameters().keySet());
        TrainBatch batch = small.batch(7, 4, 9);
        double[] before = small.plain(batch);
        small.adapted(LORA, false);
        assertThat(small.parameters().keySet()).filteredOn(name -> name.endsWith(".lora_A")).hasSizeGreaterThanOrEqualTo(3);
        try (TrainableModel model = TorchModel.open(small.spec(eager, OBJECTIVE, SmallModel.ADAMW, rules(), LORA))) {
            assertThat(model.trainable()).allMatch(name -> name.contains(".lora_") || name.startsWith("classifier"));
            assertThat(model.trainable()).containsAll(
                    small.parameters().keySet().stream().filter(name -> name.contains(".lora_")).toList());
            near(model.logits(batch), before, 1e-5);
            for (int step = 1; step <= 5; step++) {
                model.accumulate(batch, 4, step);
                model.update(0.02, step, 1);
            }
            float[][] learned = model.logits(batch);
            for (String name : base) {
                boolean frozen = !name.startsWith("classifier");
                float[] value = States.read(model, name, ParameterState.VALUE);
                if (frozen) {
                    assertThat(value).as(name).isEqualTo(small.parameters().get(name).floats());
                }
                if (name.endsWith(".weight") && small.parameters().containsKey(Adapters.down(name))) {
                    value = merged(model, name, value);
                }
                small.parameters().put(name, PlainTensor.of(value, model.shape(name)));
            }
            double[] merged = small.plain(batch);
            assertThat(merged).as("something was learned").isNotEqualTo(before);
            near(learned, merged, 2e-5);
        }
    }

    private static float[] merged(TrainableModel model, String name, float[] weight) {
        float[] a = States.read(model, Adapters.down(name), ParameterState.VALUE);
        float[] b = States.read(model, Adapters.up(name), ParameterState.VALUE);
        int in = model.shape(name)[1];
        float[] sum = new float[weight.length];
        for (int i = 0; i < weight.length; i++) {
            double change = 0;
            for (int r = 0; r < LORA.rank(); r++) {
                change += (double) b[i / in * LORA.rank() + r] * a[r * in + i % in];
            }
            sum[i] = (float) (weight[i] + LORA.alpha() / LORA.rank() * change);
        }
        return sum;
    }

    private static void near(float[][] found, double[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i / 3][i % 3]).isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
