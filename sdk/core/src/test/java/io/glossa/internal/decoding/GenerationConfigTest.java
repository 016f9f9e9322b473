package io.glossa.internal.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GenerationConfigTest {
    private static GenerationConfig read(String json) {
        return GenerationConfigReader.read(json.getBytes(StandardCharsets.UTF_8)).build();
    }

    @Test
    void file_isReadWithItsDefaultsAndUnknownKeysIgnored() {
        GenerationConfig marian = read("""
                {"bad_words_ids": [[780]], "bos_token_id": 0, "decoder_start_token_id": 780, "eos_token_id": 0, "forced_eos_token_id": 0,
                 "max_length": 64, "num_beams": 4, "pad_token_id": 780, "renormalize_logits": true, "transformers_version": "4.57.6",
                 "some_future_key": {"a": 1}, "top_k": null, "early_stopping": "never", "eos_token_id_": 3}""");
        assertThat(marian.prompt()).containsExactly(780);
        assertThat(marian.prompt(5, 6)).containsExactly(780, 5, 6);
        assertThat(marian.prompt(780, 6)).containsExactly(780, 6);
        assertThat(marian.maxLength(3)).isEqualTo(64);
        assertThat(marian.badWords.get(0)).containsExactly(780);
        assertThat(marian.earlyStopping).isEqualTo(EarlyStopping.NEVER);
        assertThat(marian.renormalizeLogits).isTrue();
        assertThat(marian.topK).isZero();
        assertThat(marian.ends(0)).isTrue();
        assertThat(marian.ends(1)).isFalse();
        assertThat(read("{\"bos_token_id\": 4}").prompt()).containsExactly(4);
    }

    @Test
    void longestLength_isThatOfTransformers() {
        assertThat(read("{}").maxLength(1)).isEqualTo(21);
        assertThat(read("{\"max_length\": 20}").maxLength(2)).isEqualTo(22);
        assertThat(read("{\"max_length\": 20}").toBuilder().maxPositions(16).build().maxLength(2)).isEqualTo(16);
        assertThat(read("{\"max_length\": 20}").toBuilder().maxLength(20).build().maxLength(2)).isEqualTo(20);
        assertThat(read("{\"max_length\": 60, \"max_new_tokens\": 7}").maxLength(2)).isEqualTo(9);
        assertThat(GenerationConfig.builder().maxNewTokens(Integer.MAX_VALUE).build().maxLength(2)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void override_goesBeforeTheFile() {
        GenerationConfigBuilder builder = read("{\"num_beams\": 5, \"length_penalty\": 2.0}").toBuilder();
        ObjectNode options = SafeJson.inputObject("{\"num_beams\": 2, \"num_return_sequences\": 2, \"early_stopping\": true, \"max_length\": 20,"
                + " \"exponential_decay_length_penalty\": [3, 1.5], \"length_penalty\": null}", "options");
        GenerationConfigReader.override(options, "options", builder);
        GenerationConfig config = builder.build();
        assertThat(config.numBeams()).isEqualTo(2);
        assertThat(config.numReturnSequences()).isEqualTo(2);
        assertThat(config.lengthPenalty).isEqualTo(2);
        assertThat(config.earlyStopping).isEqualTo(EarlyStopping.YES);
        assertThat(config.maxLength(5)).isEqualTo(20);
        assertThat(config.decayFactor).isEqualTo(1.5);
    }

    @Test
    void malformedFiles_areFormatErrorsThatNameTheKey() {
        for (String json : List.of("{\"num_beams\": \"four\"}", "{\"num_beams\": 0}", "{\"num_beams\": 1.5}", "{\"num_beams\": 99999999999}",
                "{\"length_penalty\": []}", "{\"early_stopping\": \"soon\"}", "{\"bad_words_ids\": [[]]}", "{\"bad_words_ids\": 3}",
                "{\"bad_words_ids\": [[-1]]}", "{\"eos_token_id\": [1, null]}", "{\"eos_token_id\": {}}", "{\"suppress_tokens\": [-3]}",
                "{\"temperature\": 0}", "{\"top_p\": 1.1}", "{\"do_sample\": 1}", "{\"repetition_penalty\": 0}", "{\"max_length\": 0}",
                "{\"exponential_decay_length_penalty\": [1]}", "{\"num_beam_groups\": 2}", "{\"num_return_sequences\": 2}",
                "{\"constraints\": [1]}", "{\"guidance_scale\": 1.5}", "{\"penalty_alpha\": 0.6}", "{\"do_sample\": true, \"min_p\": 0.1}")) {
            String key = json.substring(json.lastIndexOf(", \"") < 0 || !json.contains("do_sample\": true") ? 2 : json.indexOf("min_p"));
            assertThatThrownBy(() -> read(json)).as(json).isInstanceOf(ModelFormatException.class)
                    .hasMessageStartingWith("generation_config.json: ").hasMessageContaining(key.substring(0, key.indexOf('"')));
        }
        assertThatThrownBy(() -> read("[]")).isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> read("{\"num_beams\": 4")).isInstanceOf(ModelFormatException.class);
        assertThatThrownBy(() -> read("{}").prompt()).isInstanceOf(ModelFormatException.class).hasMessageContaining("decoder_start_token_id");
        assertThat(read("{\"min_p\": 0.1, \"typical_p\": 0.5, \"num_beam_groups\": 1, \"guidance_scale\": 1}").numBeams()).isEqualTo(1);
    }

    @Test
    void wrongOptions_areInputErrors() {
        GenerationConfigBuilder builder = GenerationConfig.builder();
        ObjectNode options = SafeJson.inputObject("{\"no_repeat_ngram_size\": -1}", "options");
        assertThatThrownBy(() -> GenerationConfigReader.override(options, "options", builder)).isInstanceOf(InvalidInputException.class)
                .hasMessage("no_repeat_ngram_size: expected at least 0, found -1");
        assertThatThrownBy(() -> builder.numReturnSequences(3).build()).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("num_return_sequences: expected at most 1");
    }
}
