package io.glossa.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glossa.error.ModelFormatException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations that ask for more than any model has are refused before anything is made for them. */
class ArchitectureConfigTest {
    private static Encoder encoder(String modelType, String fields) {
        String json = "{\"model_type\": \"" + modelType + "\", " + fields.replace('\'', '"') + "}";
        return Architectures.encoder(ArchitectureConfig.parse(json.getBytes(StandardCharsets.UTF_8), "config.json"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            deberta-v2 | max_relative_positions | 2147483647
            deberta-v2 | max_relative_positions | 16777216
            deberta-v2 | max_position_embeddings | 16777216
            deberta-v2 | position_buckets | 2147483647
            albert | num_hidden_layers | 16777216
            albert | inner_group_num | 1000
            bert | num_hidden_layers | 1001
            distilbert | n_layers | 1001
            modernbert | max_position_embeddings | 16777216
            modernbert | max_position_embeddings | 131073
            roberta | max_position_embeddings | 2
            mpnet | max_position_embeddings | 2
            """)
    void sizes_thatNoWeightsBound_refused(String modelType, String key, String value) {
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> encoder(modelType, "'" + key + "': " + value))
                .withMessageContaining("config.json").withMessageContaining(key).withMessageContaining(value);
    }

    @Test
    void sizes_ofLongTexts_accepted() {
        assertThat(encoder("modernbert", "'max_position_embeddings': 131072").maxTokens()).hasValue(131072);
        assertThat(encoder("deberta-v2", "'max_relative_positions': 1048576, 'position_buckets': 256").maxTokens()).hasValue(512);
        assertThat(encoder("albert", "'num_hidden_layers': 1000").maxTokens()).hasValue(512);
        assertThat(encoder("roberta", "'max_position_embeddings': 3").maxTokens()).hasValue(1);
    }
}
