package io.glossa.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.Metric;
import io.glossa.models.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingOptionsTest {
    private static TrainingOptions all() {
        return TrainingOptions.builder().method(TrainingMethod.LORA).task(ProblemType.MULTI_LABEL_CLASSIFICATION).epochs(7)
                .learningRate(1.25e-5).headRateFactor(3).batchSize(8).gradientAccumulation(4).maxLength(99).optimizer(OptimizerKind.ADAM)
                .beta1(0.8).beta2(0.95).epsilon(1e-6).momentum(0.5).weightDecay(0.02).l2(1e-4).decayBiasesAndNorms(true).dropout(0.2)
                .labelSmoothing(0.1).classWeights(ClassWeights.of(Map.of("a", 2.0))).focalGamma(2).clipNorm(0).schedule(LearningRateSchedule.COSINE)
                .warmupRatio(0.05).warmupSteps(11).layerDecay(0.9).freezeEmbeddings(true).freezeLayers(2).patience(3)
                .metric(Metric.LOG_LOSS).keepBest(false).bfloat16(true).loraRank(4).loraAlpha(8).loraDropout(0).loraTargets(List.of("query"))
                .adapter(true).seed(99).seeds(3).lengthBucketing(false).evaluateEvery(10).checkpointEvery(20).devShare(0.2).calibrate(false)
                .calibrationShare(0.15).poolerStart(PoolerStart.NORMAL).distillTemperature(3).distillWeight(0.5).build();
    }

    /** What contradicts others in {@link #all()}. */
    private static List<TrainingOptions> others() {
        return List.of(all().toBuilder().adapter(false).layers(3).pruneVocabulary(2).build(),
                all().toBuilder().adapter(false).keepLayers(List.of(1, 4)).build());
    }

    private static String value(TrainingOptions options, String name) {
        return options.toJson().replaceFirst(".*\"" + name + "\":([^,}]*).*", "$1");
    }

    @Test
    void parse_whatToJsonWrote() {
        assertThat(TrainingOptions.parse(all().toJson(), "options")).isEqualTo(all());
        assertThat(TrainingOptions.parse(TrainingOptions.defaults().toJson(), "options")).isEqualTo(TrainingOptions.defaults());
        assertThat(all().toBuilder().build()).isEqualTo(all()).hasSameHashCodeAs(all());
        for (TrainingOptions other : others()) {
            assertThat(TrainingOptions.parse(other.toJson(), "options")).isEqualTo(other).isNotEqualTo(all());
        }
    }

    /** Every option differs from its default in {@link #all()} or the others, so none can be forgotten in reading or writing. */
    @Test
    void toJson_hasEveryOption() {
        for (String name : TrainingOptions.names()) {
            TrainingOptions without = TrainingOptions.parse("{\"" + name + "\": null}", "options");
            assertThat(without).isEqualTo(TrainingOptions.defaults());
            assertThat(all().toJson()).as(name).contains("\"" + name + "\":");
            String standard = value(TrainingOptions.defaults(), name);
            assertThat(Stream.concat(Stream.of(all()), others().stream()).map(options -> value(options, name))).as(name)
                    .anyMatch(value -> !value.equals(standard));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"epoch\": 3}", "{\"epochs\": 0}", "{\"epochs\": 1.5}", "{\"epochs\": \"3\"}", "{\"dropout\": 1}", "{\"method\": \"FULL\"}",
        "{\"class_weights\": {\"a\": 0}}", "{\"class_weights\": \"some\"}", "{\"lora_targets\": \"query\"}", "{\"keep_best\": 1}", "[]", "{",
        "{\"keep_layers\": [-1]}", "{\"keep_layers\": [1.5]}", "{\"keep_layers\": 3}", "{\"layers\": 2, \"keep_layers\": [0]}",
        "{\"distill_weight\": 0}", "{\"prune_vocabulary\": true}", "{\"layers\": 2, \"method\": \"head\"}", "{\"l2\": 0.1}", "{\"adapter\": true}",
        "{\"method\": \"head\", \"epochs\": 3}", "{\"method\": \"linear\", \"learning_rate\": 0.1}", "{\"method\": \"head\", \"keep_best\": false}",
        "{\"lora_rank\": 4}", "{\"method\": \"lstm\", \"lora_targets\": [\"query\"]}"})
    void parse_refuses(String json) {
        assertThatThrownBy(() -> TrainingOptions.parse(json, "mine.json")).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mine.json").hasMessageContaining("expected");
    }

    /** What toJson writes has defaults that a method does not read. */
    @ParameterizedTest
    @EnumSource(TrainingMethod.class)
    void parse_defaultsOfAMethod(TrainingMethod method) {
        TrainingOptions options = TrainingOptions.builder().method(method).seed(3).devShare(0.2).build();
        assertThat(TrainingOptions.parse(options.toJson(), "options").toJson()).isEqualTo(options.toJson());
        assertThat(TrainingOptions.builder().method(method).clipNorm(1).loraRank(8).build().method()).isEqualTo(method);
    }

    @Test
    void build_optionThatIsNotRead_isNamed() {
        assertThatThrownBy(() -> TrainingOptions.builder().method(TrainingMethod.HEAD).batchSize(4).build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("batch_size").hasMessageContaining("HEAD");
    }

    @Test
    void builder_refuses() {
        TrainingOptions.Builder builder = TrainingOptions.builder();
        assertThatThrownBy(() -> builder.learningRate(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 0.0");
        assertThatThrownBy(() -> builder.labelSmoothing(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.learningRate(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.l2(0.1).build()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("weight_decay");
        assertThatThrownBy(() -> builder.method(null)).isInstanceOf(NullPointerException.class).hasMessage("method");
    }
}
