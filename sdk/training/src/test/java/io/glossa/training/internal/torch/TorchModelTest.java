package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.EngineException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.TrainingException;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.OptimizerSpec;
import io.glossa.training.internal.engine.ParameterRule;
import io.glossa.training.internal.engine.ParameterState;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model learns, repeats itself, and its state can be kept. */
class TorchModelTest {
    private static List<Double> train(TrainableModel model, SmallModel small, int from, int to, long seed) {
        List<Double> losses = new ArrayList<>();
        for (int step = from; step <= to; step++) {
            losses.add(model.accumulate(small.batch(step, 4, 8), 4, seed + step));
            losses.add(model.update(1e-3, step, 1));
        }
        return losses;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loss_fallsOnTheSameBatch(boolean eager) {
        SmallModel small = SmallModel.bert(1);
        TrainBatch batch = small.batch(3, 8, 12);
        try (TrainableModel model = TorchModel.open(small.dropping(0.2, eager))) {
            double first = Double.NaN;
            double last = Double.NaN;
            for (int step = 1; step <= 60; step++) {
                last = model.accumulate(batch, 8, step);
                first = step == 1 ? last : first;
                assertThat(model.update(3e-3, step, 1)).isPositive();
            }
            assertThat(last).isLessThan(first / 4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sameSeed_givesTheSameNumbers(boolean eager) {
        SmallModel small = SmallModel.bert(2);
        List<Double> first;
        try (TrainableModel model = TorchModel.open(small.dropping(0.2, eager))) {
            first = train(model, small, 1, 5, 70);
        }
        try (TrainableModel again = TorchModel.open(small.dropping(0.2, eager));
                TrainableModel other = TorchModel.open(small.dropping(0.2, eager))) {
            List<Double> repeated = new ArrayList<>();
            List<Double> otherwise = new ArrayList<>();
            for (int step = 1; step <= 5; step++) {
                repeated.addAll(train(again, small, step, step, 70));
                otherwise.addAll(train(other, small, step, step, 71));
            }
            assertThat(repeated).as("beside another model").isEqualTo(first);
            assertThat(otherwise).isNotEqualTo(first);
        }
    }

    @Test
    void twoThreads_trainTheirModelsAsOneWould() {
        SmallModel small = SmallModel.bert(3);
        List<List<Double>> alone = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (TrainableModel model = TorchModel.open(small.dropping(0.2, false))) {
                alone.add(train(model, small, 1, 8, 100 * i));
            }
        }
        List<CompletableFuture<List<Double>>> runs = IntStream.range(0, 2).mapToObj(i -> CompletableFuture.supplyAsync(() -> {
            try (TrainableModel model = TorchModel.open(small.dropping(0.2, false))) {
                return train(model, small, 1, 8, 100 * i);
            }
        }, task -> new Thread(task).start())).toList();
        assertThat(runs.stream().map(CompletableFuture::join).toList()).isEqualTo(alone);
    }

    @Test
    void oneThreadAfterAnother_usesTheSameModel() {
        SmallModel small = SmallModel.bert(3);
        List<Double> expected;
        try (TrainableModel model = TorchModel.open(small.dropping(0.2, false))) {
            expected = train(model, small, 1, 6, 5);
        }
        try (TrainableModel model = TorchModel.open(small.dropping(0.2, false))) {
            List<Double> found = new ArrayList<>(train(model, small, 1, 3, 5));
            found.addAll(CompletableFuture.supplyAsync(() -> train(model, small, 4, 6, 5), task -> new Thread(task).start()).join());
            assertThat(found).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradients_gatherOverParts(boolean eager) {
        SmallModel small = SmallModel.bert(4);
        TrainBatch whole = small.batch(5, 6, 10);
        try (TrainableModel once = TorchModel.open(small.spec(eager)); TrainableModel parts = TorchModel.open(small.spec(eager))) {
            double loss = once.accumulate(whole, 6, 1);
            double sum = 0;
            for (int from = 0; from < 6; from += 2) {
                sum += parts.accumulate(new TrainBatch(Arrays.copyOfRange(whole.ids(), from, from + 2),
                        Arrays.copyOfRange(whole.typeIds(), from, from + 2), Arrays.copyOfRange(whole.mask(), from, from + 2),
                        Arrays.copyOfRange(whole.targets(), from, from + 2), null), 6, 1);
            }
            assertThat(sum).isCloseTo(loss, within(1e-5));
            double norm = once.update(1e-3, 1, 0.5);
            assertThat(parts.update(1e-3, 1, 0.5)).isCloseTo(norm, within(1e-5 * norm));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void state_takesAnotherModelToTheSamePlace(boolean eager) {
        SmallModel small = SmallModel.bert(5);
        try (TrainableModel first = TorchModel.open(small.dropping(0.2, eager));
                TrainableModel second = TorchModel.open(small.dropping(0.2, eager))) {
            assertThat(first.states()).isEqualTo(EnumSet.allOf(ParameterState.class));
            train(first, small, 1, 3, 9);
            for (ParameterState state : first.states()) {
                Map<String, float[]> values = States.all(first, state);
                assertThat(values.values()).as(state.name()).anySatisfy(floats -> assertThat(floats).doesNotContain(0f));
                States.write(second, state, values);
            }
            assertThat(train(second, small, 4, 6, 9)).isEqualTo(train(first, small, 4, 6, 9));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stepWithoutFiniteGradient_changesNothing(boolean eager) {
        SmallModel small = SmallModel.bert(6);
        TrainBatch batch = small.batch(1, 3, 6);
        float[][] infinite = {{1, 0, 0}, {Float.POSITIVE_INFINITY, 0, 0}, {1, 0, 0}};
        try (TrainableModel model = TorchModel.open(small.spec(eager))) {
            train(model, small, 1, 2, 0);
            Map<ParameterState, Map<String, float[]>> before = Map.of(ParameterState.VALUE, States.all(model, ParameterState.VALUE),
                    ParameterState.FIRST_MOMENT, States.all(model, ParameterState.FIRST_MOMENT));
            assertThat(model.accumulate(new TrainBatch(batch.ids(), batch.typeIds(), batch.mask(), infinite, null), 3, 0)).isNotFinite();
            assertThat(model.update(1e-3, 3, 1)).isNotFinite();
            before.forEach((state, values) -> values.forEach((name, floats) ->
                    assertThat(States.read(model, name, state)).as(name).isEqualTo(floats)));
            assertThat(model.accumulate(batch, 3, 0)).isFinite();
            assertThat(model.update(1e-3, 3, 1)).isFinite();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void frozenParameters_stay(boolean eager) {
        SmallModel small = SmallModel.bert(7);
        ModelSpec spec = small.spec(eager, Objective.of(Objective.Kind.CROSS_ENTROPY), new OptimizerSpec(OptimizerSpec.Kind.SGD, 0, 0, 0),
                name -> name.contains("embeddings") || name.contains("layer.0") ? ParameterRule.FROZEN : new ParameterRule(true, 1, 0.1),
                null);
        try (TrainableModel model = TorchModel.open(spec)) {
            assertThat(model.states()).containsExactly(ParameterState.VALUE);
            train(model, small, 1, 2, 0);
            small.parameters().forEach((name, tensor) -> {
                boolean frozen = name.contains("embeddings") || name.contains("layer.0");
                assertThat(model.trainable().contains(name)).as(name).isNotEqualTo(frozen);
                float[] found = States.read(model, name, ParameterState.VALUE);
                if (frozen) {
                    assertThat(found).as(name).isEqualTo(tensor.floats());
                } else {
                    assertThat(found).as(name).isNotEqualTo(tensor.floats());
                }
            });
        }
    }

    @Test
    void unusedParameter_isReadAsItWas() {
        SmallModel small = SmallModel.bert(8);
        float[] floats = {1, 2, 3};
        small.parameters().put("cls.bias", io.glossa.models.architecture.internal.PlainTensor.of(floats, 3));
        try (TrainableModel model = TorchModel.open(small.spec(false))) {
            assertThat(model.trainable()).doesNotContain("cls.bias");
            assertThat(States.read(model, "cls.bias", ParameterState.VALUE)).containsExactly(floats);
        }
    }

    @Test
    void wrongCheckpoint_isRefusedByName() {
        SmallModel missing = SmallModel.bert(9);
        missing.parameters().remove("pooler.dense.weight");
        assertThatThrownBy(() -> TorchModel.open(missing.spec(false))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("pooler.dense.weight [24, 24], found none");
        SmallModel misshapen = SmallModel.bert(9);
        misshapen.parameters().put("classifier.bias", io.glossa.models.architecture.internal.PlainTensor.of(new float[5], 5));
        assertThatThrownBy(() -> TorchModel.open(misshapen.spec(true))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("classifier.bias to have the shape [3], found [5]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void idBeyondTheVocabulary_isAnEngineException(boolean eager) {
        SmallModel small = SmallModel.bert(10);
        TrainBatch batch = new TrainBatch(new long[][] {{50}}, null, null, new float[][] {{1, 0, 0}}, null);
        try (TrainableModel model = TorchModel.open(small.spec(eager))) {
            assertThatThrownBy(() -> model.logits(batch)).isInstanceOf(EngineException.class);
            assertThat(model.logits(small.batch(1, 1, 3))).as("goes on").hasDimensions(1, 3);
        }
    }

    /** A text whose table of distances alone takes more than a terabyte. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void batchBeyondTheMemory_saysWhatToChange(boolean eager) {
        SmallModel small = SmallModel.of(SmallModel.CONFIGURATIONS.get(10), 11);
        long[][] ids = new long[1][400_000];
        Arrays.fill(ids[0], 5);
        TrainBatch batch = new TrainBatch(ids, null, null, new float[][] {{1, 0, 0}}, null);
        try (TrainableModel model = TorchModel.open(small.spec(eager))) {
            assertThatThrownBy(() -> model.accumulate(batch, 1, 1)).isInstanceOf(TrainingException.class)
                    .hasMessageContaining("smaller batch with more gradient accumulation").hasMessageContaining("maximum length")
                    .hasMessageContaining("lora").hasMessageContaining("bfloat16").hasMessageContaining("freeze");
            assertThat(model.accumulate(small.batch(1, 2, 5), 2, 1)).as("goes on").isFinite();
        }
    }

    @Test
    void bfloat16_isCloseAndLearns() {
        SmallModel small = SmallModel.bert(12);
        ModelSpec wide = small.spec(false);
        ModelSpec narrow = new ModelSpec(wide.encoder(), wide.parameters(), wide.rules(), null, wide.objective(), wide.optimizer(),
                wide.dropout(), true, "cpu", false);
        TrainBatch batch = small.batch(3, 8, 12);
        try (TrainableModel exact = TorchModel.open(wide); TrainableModel model = TorchModel.open(narrow)) {
            double first = model.accumulate(batch, 8, 0);
            assertThat(first).isNotEqualTo(exact.accumulate(batch, 8, 0)).isCloseTo(exact.accumulate(batch, 8, 0), within(0.05));
            for (int step = 1; step <= 60; step++) {
                model.update(3e-3, step, 1);
                model.accumulate(batch, 8, 0);
            }
            assertThat(model.accumulate(batch, 8, 0)).isLessThan(first / 4);
        }
    }

    @Test
    void bfloat16_isRefusedForEagerCalls() {
        ModelSpec spec = SmallModel.bert(12).spec(true);
        assertThatThrownBy(() -> TorchModel.open(new ModelSpec(spec.encoder(), spec.parameters(), spec.rules(), null, spec.objective(),
                spec.optimizer(), spec.dropout(), true, "cpu", true))).isInstanceOf(EngineException.class).hasMessageContaining("bfloat16");
    }

    @Test
    void closedModel_saysSo() {
        SmallModel small = SmallModel.bert(13);
        TrainableModel model = TorchModel.open(small.spec(false));
        assertThatThrownBy(() -> model.update(1, 1, 1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("accumulate");
        model.close();
        model.close();
        assertThatThrownBy(() -> model.logits(small.batch(1, 1, 3))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
