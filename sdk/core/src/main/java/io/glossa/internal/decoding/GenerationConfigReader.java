package io.glossa.internal.decoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings under their names in {@code transformers}: a model's {@code generation_config.json}, the same keys of an
 * older model's {@code config.json}, or the options of a call. Null is as good as absent, and keys that do not concern
 * generation are ignored; what would change the output and is not known here is refused.
 */
public final class GenerationConfigReader {
    private static final String FILE = "generation_config.json";
    private static final Set<String> UNKNOWN_HERE = Set.of("constraints", "force_words_ids", "sequence_bias", "watermarking_config",
            "stop_strings", "dola_layers", "prompt_lookup_num_tokens", "max_time", "assistant_early_exit");
    private static final Set<String> UNKNOWN_IN_SAMPLING = Set.of("min_p", "typical_p", "epsilon_cutoff", "eta_cutoff");

    private final ObjectNode json;
    private final String where;

    private GenerationConfigReader(ObjectNode json, String where) {
        this.json = json;
        this.where = where;
    }

    /**
     * A model's settings.
     *
     * @param bytes the content of {@code generation_config.json}
     * @throws ModelFormatException if it is not valid JSON, or a setting has a wrong type, is out of range or is not supported
     */
    public static GenerationConfigBuilder read(byte[] bytes) {
        return read(SafeJson.object(bytes, FILE), FILE);
    }

    /**
     * A model's settings from a file that is already parsed. A {@code max_length} of 20 counts as not given, as in
     * {@code transformers}.
     *
     * @param json the object
     * @param where how the file is called in messages
     * @throws ModelFormatException if a setting has a wrong type, is out of range or is not supported
     */
    public static GenerationConfigBuilder read(ObjectNode json, String where) {
        GenerationConfigBuilder builder = GenerationConfig.builder();
        try {
            new GenerationConfigReader(json, where).apply(builder, true);
            builder.build();
        } catch (InvalidInputException e) {
            String message = e.getMessage();
            throw new ModelFormatException(message.startsWith(where) ? message : where + ": " + message, e);
        }
        return builder;
    }

    /**
     * Overrides settings by those of a call.
     *
     * @param options an object with arguments of {@code generate}
     * @param where how it is called in messages
     * @param builder what to override
     * @throws InvalidInputException if a setting has a wrong type, is out of range or is not supported
     */
    public static void override(ObjectNode options, String where, GenerationConfigBuilder builder) {
        new GenerationConfigReader(options, where).apply(builder, false);
    }

    private void apply(GenerationConfigBuilder to, boolean ofModel) {
        if (has("max_length") && !(ofModel && whole("max_length") == GenerationConfig.DEFAULT_NEW_TOKENS)) {
            to.maxLength(whole("max_length"));
        }
        ifWhole("max_new_tokens", to::maxNewTokens);
        ifWhole("min_length", to::minLength);
        ifWhole("min_new_tokens", to::minNewTokens);
        ifWhole("num_beams", to::numBeams);
        ifWhole("num_return_sequences", to::numReturnSequences);
        ifNumber("length_penalty", to::lengthPenalty);
        if (has("early_stopping")) {
            to.earlyStopping(earlyStopping());
        }
        ifNumber("repetition_penalty", to::repetitionPenalty);
        ifNumber("encoder_repetition_penalty", to::encoderRepetitionPenalty);
        ifWhole("no_repeat_ngram_size", to::noRepeatNgramSize);
        ifWhole("encoder_no_repeat_ngram_size", to::encoderNoRepeatNgramSize);
        if (has("bad_words_ids")) {
            List<int[]> words = new ArrayList<>();
            for (JsonNode word : list("bad_words_ids")) {
                words.add(ids(word, "bad_words_ids"));
            }
            to.badWords(words);
        }
        ifIds("suppress_tokens", to::suppressTokens);
        ifIds("begin_suppress_tokens", to::beginSuppressTokens);
        if (has("exponential_decay_length_penalty")) {
            decay(to);
        }
        ifWhole("forced_bos_token_id", to::forcedBosToken);
        ifIds("forced_eos_token_id", to::forcedEosTokens);
        ifFlag("remove_invalid_values", to::removeInvalidValues);
        ifFlag("renormalize_logits", to::renormalizeLogits);
        ifFlag("do_sample", to::doSample);
        ifNumber("temperature", to::temperature);
        if (json.hasNonNull("top_k")) {
            to.topK(whole("top_k"));
        } else if (json.has("top_k")) {
            to.topK(0);
        }
        ifNumber("top_p", to::topP);
        ifWhole("decoder_start_token_id", to::decoderStartToken);
        ifWhole("bos_token_id", to::bosToken);
        ifIds("eos_token_id", to::eosTokens);
        refuseUnknown(to.doSample);
    }

    private EarlyStopping earlyStopping() {
        JsonNode value = json.get("early_stopping");
        if (value.isBoolean()) {
            return value.booleanValue() ? EarlyStopping.YES : EarlyStopping.NO;
        }
        if (value.isTextual() && value.textValue().equals("never")) {
            return EarlyStopping.NEVER;
        }
        throw wrong("early_stopping", "true, false or \"never\"", value);
    }

    private void decay(GenerationConfigBuilder to) {
        JsonNode pair = list("exponential_decay_length_penalty");
        if (pair.size() != 2 || !pair.get(0).canConvertToInt() || !pair.get(1).isNumber()) {
            throw wrong("exponential_decay_length_penalty", "[start, factor]", pair);
        }
        to.exponentialDecay(pair.get(0).intValue(), pair.get(1).doubleValue());
    }

    private void refuseUnknown(boolean sampling) {
        for (String key : UNKNOWN_HERE) {
            if (has(key)) {
                throw refused(key);
            }
        }
        boolean groups = has("num_beam_groups") && whole("num_beam_groups") > 1;
        boolean guided = has("guidance_scale") && number("guidance_scale") != 1;
        boolean contrastive = has("penalty_alpha") && number("penalty_alpha") > 0;
        if (groups || guided || contrastive) {
            throw refused(groups ? "num_beam_groups" : guided ? "guidance_scale" : "penalty_alpha");
        }
        for (String key : sampling ? UNKNOWN_IN_SAMPLING : Set.<String>of()) {
            if (has(key) && number(key) != (key.equals("typical_p") ? 1 : 0)) {
                throw refused(key);
            }
        }
    }

    private InvalidInputException refused(String key) {
        return new InvalidInputException(where + ": expected greedy search, beam search or sampling with temperature, top_k and top_p, found "
                + key + "; take it out, the output will differ from what it would give");
    }

    private boolean has(String key) {
        return json.hasNonNull(key);
    }

    private void ifWhole(String key, java.util.function.IntConsumer to) {
        if (has(key)) {
            to.accept(whole(key));
        }
    }

    private void ifNumber(String key, java.util.function.DoubleConsumer to) {
        if (has(key)) {
            to.accept(number(key));
        }
    }

    private void ifIds(String key, java.util.function.Consumer<int[]> to) {
        if (has(key)) {
            to.accept(ids(json.get(key), key));
        }
    }

    private void ifFlag(String key, java.util.function.Consumer<Boolean> to) {
        if (has(key)) {
            if (!json.get(key).isBoolean()) {
                throw wrong(key, "true or false", json.get(key));
            }
            to.accept(json.get(key).booleanValue());
        }
    }

    private int whole(String key) {
        return whole(json.get(key), key);
    }

    private int whole(@Nullable JsonNode value, String key) {
        if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, "a whole number", value);
        }
        return value.intValue();
    }

    private double number(String key) {
        if (!json.get(key).isNumber()) {
            throw wrong(key, "a number", json.get(key));
        }
        return json.get(key).doubleValue();
    }

    private JsonNode list(String key) {
        if (!json.get(key).isArray()) {
            throw wrong(key, "a list", json.get(key));
        }
        return json.get(key);
    }

    /** One id, or a list of them. */
    private int[] ids(JsonNode value, String key) {
        if (!value.isArray()) {
            return new int[] {whole(value, key)};
        }
        int[] ids = new int[value.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = whole(value.get(i), key);
        }
        return ids;
    }

    private InvalidInputException wrong(String key, String expected, @Nullable JsonNode found) {
        return new InvalidInputException(where + ": expected " + key + " to be " + expected + ", found "
                + (found == null ? "nothing" : SafeJson.kind(found)));
    }
}
