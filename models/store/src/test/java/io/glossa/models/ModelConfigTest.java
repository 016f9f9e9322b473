package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.models.testing.Allocation;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.Mutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigTest {
    private static ModelConfig parse(String json) {
        return ModelConfig.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "config.json");
    }

    @Test
    void parse_empty() {
        ModelConfig config = parse("{}");
        assertThat(config.modelType()).isEmpty();
        assertThat(config.architectures()).isEmpty();
        assertThat(config.labels()).isEmpty();
        assertThat(config.labelIds()).isEmpty();
        assertThat(config.problemType()).isEmpty();
        assertThat(config.maxTokens()).isEmpty();
        assertThat(config.hiddenSize()).isEmpty();
        assertThat(config.typeVocabularySize()).isZero();
        assertThat(config.padTokenId()).isEmpty();
        assertThat(config.crossEncoderActivation()).isEmpty();
        assertThat(config.raw().isEmpty()).isTrue();
    }

    @Test
    void labels_anyOrder() {
        ModelConfig config = parse("{'id2label': {'2': 'c', '0': 'a', '1': 'b'}}");
        assertThat(config.labels()).containsExactly("a", "b", "c");
        assertThat(config.labelIds()).isEqualTo(Map.of("a", 0, "b", 1, "c", 2));
    }

    @Test
    void labels_moreThanTenSortByNumber() {
        StringBuilder json = new StringBuilder("{'id2label': {");
        for (int i = 11; i >= 0; i--) {
            json.append("'").append(i).append("': 'l").append(i).append(i == 0 ? "'}}" : "', ");
        }
        assertThat(parse(json.toString()).labels()).hasSize(12).startsWith("l0", "l1", "l2").endsWith("l10", "l11");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'id2label': {'0': 'a', '2': 'c'}}", "{'id2label': {'1': 'a'}}", "{'id2label': {'x': 'a'}}",
        "{'id2label': {'-1': 'a'}}", "{'id2label': {'0': 'a', '00': 'b'}}", "{'id2label': {'0': null}}",
        "{'id2label': {'0': ['a']}}", "{'id2label': []}", "{'num_labels': -1}", "{'num_labels': 2000000000}",
        "{'num_labels': 'two'}", "{'label2id': {'a': 1.5}}", "{'label2id': {'a': null}}", "{'problem_type': 'guessing'}",
        "{'problem_type': 3}", "{'hidden_size': 0}", "{'hidden_size': 99999999999}", "{'hidden_size': '32'}",
        "{'type_vocab_size': -1}", "{'model_type': 5}", "{'architectures': 'Bert'}", "{'architectures': [1]}",
        "{'max_position_embeddings': 0, 'model_type': 'bert'}", "{'max_position_embeddings': 2, 'model_type': 'roberta'}",
        "{'sentence_transformers': 'x'}", "[]", "", "{'id2label': {'9999999': 'a'}}", "{'pad_token_id': 'x'}"})
    void parse_refused(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("config.json").hasMessageContaining("expected");
    }

    @Test
    void labels_gapNamesTheIndex() {
        assertThatThrownBy(() -> parse("{'id2label': {'0': 'a', '1': 'b', '3': 'd'}}"))
                .hasMessageContaining("from 0 to 3").hasMessageContaining("none for 2");
    }

    @Test
    void labels_defaults() {
        assertThat(parse("{'num_labels': 3}").labels()).containsExactly("LABEL_0", "LABEL_1", "LABEL_2");
        assertThat(parse("{'architectures': ['BertForSequenceClassification']}").labels())
                .containsExactly("LABEL_0", "LABEL_1");
        assertThat(parse("{'architectures': ['BertModel']}").labels()).isEmpty();
        assertThat(parse("{'num_labels': 5, 'id2label': {'0': 'x'}}").labels()).containsExactly("x");
        assertThat(parse("{'id2label': {'0': 1, '1': true}}").labels()).containsExactly("1", "true");
    }

    @Test
    void labelIds_asGiven() {
        assertThat(parse("{'id2label': {'0': 'a'}, 'label2id': {'b': 7, 'c': '8'}}").labelIds())
                .isEqualTo(Map.of("b", 7, "c", 8));
        assertThat(parse("{'id2label': {'0': 'a', '1': 'a'}}").labelIds()).isEqualTo(Map.of("a", 1));
    }

    @ParameterizedTest
    @CsvSource({
        "bert, 512, 0, , 512", "roberta, 514, 1, , 512", "xlm-roberta, 514, 1, , 512", "camembert, 514, 1, , 512",
        "mpnet, 514, 1, , 512", "longformer, 4098, 1, , 4096", "xlm-roberta-xl, 514, 1, , 512", "xmod, 514, 1, , 512",
        "data2vec-text, 514, 1, , 512", "roberta, 130, , , 128", "roberta, 514, 3, , 510", "distilbert, 512, 0, , 512",
        "modernbert, 8192, 50283, , 8192", "deberta-v2, 512, 0, false, ", "deberta-v2, 512, 0, true, 512",
        "deberta-v2, 512, 0, , 512", "t5, 512, 0, , ", "electra, 64, 0, , 64", "m2m_100, 1024, 1, , 1024"})
    void maxTokens_families(String type, int positions, Integer padding, Boolean biased, Integer expected) {
        String json = "{'model_type': '" + type + "', 'max_position_embeddings': " + positions
                + ", 'pad_token_id': " + padding + ", 'position_biased_input': " + biased + "}";
        if (biased == null) {
            json = json.replace(", 'position_biased_input': null", "");
        }
        if (expected == null) {
            assertThat(parse(json).maxTokens()).isEmpty();
        } else {
            assertThat(parse(json).maxTokens()).hasValue(expected);
        }
    }

    @Test
    void hiddenSize_names() {
        assertThat(parse("{'d_model': 7}").hiddenSize()).hasValue(7);
        assertThat(parse("{'dim': 8}").hiddenSize()).hasValue(8);
        assertThat(parse("{'hidden_size': 9, 'dim': 8}").hiddenSize()).hasValue(9);
    }

    @Test
    void typeVocabularySize_defaults() {
        assertThat(parse("{'model_type': 'bert'}").typeVocabularySize()).isEqualTo(2);
        assertThat(parse("{'model_type': 'distilbert'}").typeVocabularySize()).isZero();
        assertThat(parse("{'model_type': 'roberta', 'type_vocab_size': 1}").typeVocabularySize()).isEqualTo(1);
    }

    @Test
    void problemType_values() {
        assertThat(parse("{'problem_type': 'regression'}").problemType()).contains(ProblemType.REGRESSION);
        assertThat(parse("{'problem_type': 'single_label_classification'}").problemType())
                .contains(ProblemType.SINGLE_LABEL_CLASSIFICATION);
        assertThat(parse("{'problem_type': 'multi_label_classification'}").problemType())
                .contains(ProblemType.MULTI_LABEL_CLASSIFICATION);
        assertThat(parse("{'problem_type': null}").problemType()).isEmpty();
    }

    @Test
    void crossEncoderActivation_names() {
        assertThat(parse("{'sentence_transformers': {'activation_fn': 'a'}, 'sbert_ce_default_activation_function': 'c'}")
                .crossEncoderActivation()).contains("a");
        assertThat(parse("{'sentence_transformers': {'activation_function': 'b'}}").crossEncoderActivation()).contains("b");
        assertThat(parse("{'sbert_ce_default_activation_function': 'c'}").crossEncoderActivation()).contains("c");
    }

    @Test
    void parse_damagedFiles() throws IOException {
        byte[] original = Files.readAllBytes(Fixtures.small("quantized/config.json"));
        Mutator mutator = new Mutator(11);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = mutator.mutate(original, original.length);
            boolean[] failed = new boolean[1];
            assertThat(Allocation.of(() -> {
                try {
                    ModelConfig.parse(damaged, "config.json");
                } catch (ModelFormatException e) {
                    failed[0] = true;
                }
            })).isLessThan(16 << 20);
            refused += failed[0] ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void parse_deep() {
        assertThatThrownBy(() -> parse("{'a':".repeat(50_000))).isInstanceOf(ModelFormatException.class);
    }
}
