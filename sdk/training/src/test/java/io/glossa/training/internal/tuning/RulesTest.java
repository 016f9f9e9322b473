package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glossa.error.InvalidInputException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.ProblemType;
import io.glossa.training.PoolerStart;
import io.glossa.training.TrainingOptions;
import io.glossa.training.internal.engine.LoraSpec;
import io.glossa.training.internal.engine.ParameterRule;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final Survey THREE = new Survey(ProblemType.SINGLE_LABEL_CLASSIFICATION, List.of("x", "y", "z"), new long[] {1, 1, 1}, 3, 0,
            1, new int[3]);

    /** What there is to be looked at, with the base still open. */
    private interface Look {
        void at(StartWeights weights, Function<String, ParameterRule> rules);
    }

    private static void with(String fixture, TrainingOptions options, @Nullable LoraSpec lora, Look look) {
        ModelDirectory base = ModelStore.defaults()
                .open(Path.of("../cli/src/test/resources/parity/" + fixture).toAbsolutePath().normalize().toString());
        ClassifierConfig config = ClassifierConfig.of(base, THREE);
        try (ParameterSource source = ParameterSource.open(base)) {
            StartWeights weights = StartWeights.of(source.parameters(), config.encoder(), config.family(), false, PoolerStart.IDENTITY, lora, 5);
            look.at(weights, Rules.of(options, weights, config.family(), 10, options.freezeEmbeddings().orElse(false)));
        }
    }

    @Test
    void freezeLayers_moreThanThereAre() {
        assertThatThrownBy(() -> with("bert-embed-mean", TrainingOptions.builder().freezeLayers(3).build(), null, (weights, rules) -> { }))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("at most 2").hasMessageContaining("found 3");
    }

    /** Embeddings are the lowest, the head the highest, and each layer is between; for every architecture. */
    @ParameterizedTest
    @CsvSource({
        "bert-embed-mean,bert.embeddings.word_embeddings.weight,bert.encoder.layer.0.output.dense.weight,bert.encoder.layer.1.output.dense.weight",
        "roberta-sentiment,roberta.embeddings.word_embeddings.weight,roberta.encoder.layer.0.output.dense.weight,roberta.encoder.layer.1.output.dense.weight",
        "distilbert-sst2,distilbert.embeddings.word_embeddings.weight,distilbert.transformer.layer.0.ffn.lin1.weight,distilbert.transformer.layer.1.ffn.lin1.weight",
        "electra-subj,electra.embeddings.word_embeddings.weight,electra.encoder.layer.0.output.dense.weight,electra.encoder.layer.1.output.dense.weight",
        "mpnet-topics,mpnet.embeddings.word_embeddings.weight,mpnet.encoder.layer.0.output.dense.weight,mpnet.encoder.layer.1.output.dense.weight",
        "deberta-v2-nli,deberta.embeddings.word_embeddings.weight,deberta.encoder.layer.0.output.dense.weight,deberta.encoder.layer.1.output.dense.weight",
        "modernbert-topics,model.embeddings.tok_embeddings.weight,model.layers.0.mlp.Wi.weight,model.layers.2.mlp.Wi.weight"})
    void layerDecay(String fixture, String table, String lower, String upper) {
        with(fixture, TrainingOptions.builder().layerDecay(0.5).build(), null, (weights, rules) -> {
            assertThat(weights.names()).contains(table, lower, upper);
            double top = rules.apply(upper).rateFactor();
            assertThat(top).isCloseTo(0.5, within(1e-12));
            int apart = Names.layer(upper) - Names.layer(lower);
            assertThat(rules.apply(lower).rateFactor()).isCloseTo(top * Math.pow(0.5, apart), within(1e-12));
            assertThat(rules.apply(table).rateFactor()).isCloseTo(rules.apply(lower).rateFactor() * 0.5, within(1e-12));
            assertThat(rules.apply(weights.classifier()).rateFactor()).isEqualTo(10);
        });
    }

    @Test
    void decay_notForBiasesAndNorms() {
        with("bert-embed-mean", TrainingOptions.builder().weightDecay(0.1).build(), null, (weights, rules) -> {
            for (String name : weights.names()) {
                boolean spared = name.endsWith(".bias") || name.contains("LayerNorm");
                assertThat(rules.apply(name).weightDecay()).as(name).isEqualTo(spared ? 0 : 0.1);
            }
        });
    }

    @Test
    void freeze() {
        with("bert-embed-mean", TrainingOptions.builder().freezeLayers(1).build(), null, (weights, rules) -> {
            for (String name : weights.names()) {
                assertThat(rules.apply(name).trainable()).as(name).isEqualTo(!name.contains("embeddings") && !name.contains("layer.0."));
            }
        });
        with("bert-embed-mean", TrainingOptions.builder().freezeEmbeddings(true).build(), null, (weights, rules) -> {
            for (String name : weights.names()) {
                assertThat(rules.apply(name).trainable()).as(name).isEqualTo(!name.contains("embeddings"));
            }
        });
    }

    @Test
    void lora_factorsAndHeadAlone() {
        LoraSpec lora = new LoraSpec(2, 4, 0, name -> name.contains("query") && name.endsWith(".weight"));
        with("bert-embed-mean", TrainingOptions.defaults(), lora, (weights, rules) -> {
            assertThat(weights.names()).contains("bert.encoder.layer.0.attention.self.query.lora_A");
            assertThat(weights.floats("bert.encoder.layer.0.attention.self.query.lora_B")).containsOnly(0);
            for (String name : weights.names()) {
                boolean head = name.startsWith("classifier") || name.contains("pooler");
                assertThat(rules.apply(name).trainable()).as(name).isEqualTo(head || Names.lora(name));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-embed-mean", "distilbert-sst2", "roberta-sentiment"})
    void start_newHeadIsSmallAndSeeded(String fixture) {
        with(fixture, TrainingOptions.defaults(), null, (weights, rules) -> {
            assertThat(weights.fresh()).contains(weights.classifier());
            float[] head = weights.floats(weights.classifier());
            double squares = 0;
            for (float each : head) {
                squares += each * each;
            }
            assertThat(Math.sqrt(squares / head.length)).isCloseTo(0.02, within(0.006));
            assertThat(weights.floats(weights.classifier())).containsExactly(head);
            assertThat(weights.floats(weights.classifier().replace(".weight", ".bias"))).containsOnly(0);
        });
    }
}
