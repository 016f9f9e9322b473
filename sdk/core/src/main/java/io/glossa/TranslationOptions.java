package io.glossa;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.decoding.GenerationConfig;
import io.glossa.internal.decoding.GenerationConfigBuilder;
import io.glossa.internal.decoding.GenerationConfigReader;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * How translations are searched for. What is not set is what the model says ({@code generation_config.json}). Names and meanings are those of
 * {@code generate} in transformers 4.57. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class TranslationOptions {
    private static final TranslationOptions DEFAULTS = builder().build();

    private final ObjectNode arguments;
    private final Optional<Duration> timeout;

    private TranslationOptions(ObjectNode arguments, Optional<Duration> timeout) {
        this.arguments = arguments;
        this.timeout = timeout;
    }

    /** As the model says. */
    public static TranslationOptions defaults() {
        return DEFAULTS;
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder(SafeJson.mapper().createObjectNode(), Optional.empty());
    }

    /**
     * Options from arguments of {@code generate}.
     *
     * @param json a JSON object such as {@code {"num_beams": 5, "early_stopping": true}}
     * @throws InvalidInputException if it is no JSON object, or an argument has a wrong type, is out of range or is not supported
     */
    public static TranslationOptions parse(String json) {
        try {
            return new Builder(SafeJson.object(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), "options"), Optional.empty()).build();
        } catch (io.glossa.error.ModelFormatException e) {
            throw new InvalidInputException(e.getMessage(), e);
        }
    }

    /** A builder with these settings. */
    public Builder toBuilder() {
        return new Builder(arguments.deepCopy(), timeout);
    }

    /** How long a call may take; empty for as long as it needs. */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /** What is set, as a JSON object with the names of {@code generate}. */
    public String toJson() {
        return arguments.toString();
    }

    /** The model's settings with these in their place. */
    GenerationConfig over(GenerationConfigBuilder builder) {
        GenerationConfigReader.override(arguments, "options", builder);
        return builder.build();
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private final ObjectNode arguments;
        private Optional<Duration> timeout;

        private Builder(ObjectNode arguments, Optional<Duration> timeout) {
            this.arguments = arguments;
            this.timeout = timeout;
        }

        /** Hypotheses that beam search keeps; 1 takes the best token each time. */
        public Builder beams(int beams) {
            arguments.put("num_beams", beams);
            return this;
        }

        /** How many translations each text gets, best first; no more than beams, unless they are sampled. */
        public Builder alternatives(int alternatives) {
            arguments.put("num_return_sequences", alternatives);
            return this;
        }

        /** Exponent of the length that a hypothesis' sum of log-probabilities is divided by: above 0 favours long ones (Wu et al. 2016). */
        public Builder lengthPenalty(double lengthPenalty) {
            arguments.put("length_penalty", lengthPenalty);
            return this;
        }

        /** When beam search ends. */
        public Builder earlyStopping(EarlyStop earlyStopping) {
            switch (Objects.requireNonNull(earlyStopping, "earlyStopping")) {
                case TRUE -> arguments.put("early_stopping", true);
                case FALSE -> arguments.put("early_stopping", false);
                case NEVER -> arguments.put("early_stopping", "never");
            }
            return this;
        }

        /** Most tokens of a translation, at least 1. */
        public Builder maxNewTokens(int maxNewTokens) {
            arguments.put("max_new_tokens", maxNewTokens);
            return this;
        }

        /** Fewest tokens of a translation. */
        public Builder minNewTokens(int minNewTokens) {
            arguments.put("min_new_tokens", minNewTokens);
            return this;
        }

        /** No sequence of so many tokens occurs twice; 0 allows all. */
        public Builder noRepeatNgram(int size) {
            arguments.put("no_repeat_ngram_size", size);
            return this;
        }

        /** Above 1, tokens that were written become less likely (Keskar et al. 2019). */
        public Builder repetitionPenalty(double penalty) {
            arguments.put("repetition_penalty", penalty);
            return this;
        }

        /**
         * Draws tokens at random in place of searching for the best.
         *
         * @param temperature divides the logits, above 0
         * @param topK only so many of the best tokens; 0 for all
         * @param topP only the best tokens that have this probability together, above 0, at most 1
         * @param seed the same seed gives the same translations
         */
        public Builder sample(double temperature, int topK, double topP, long seed) {
            arguments.put("do_sample", true).put("num_beams", 1).put("temperature", temperature).put("top_k", topK).put("top_p", topP)
                    .put("seed", seed);
            return this;
        }

        /**
         * How long a call may take: what is unfinished then is returned as it is, and its result says so.
         *
         * @throws IllegalArgumentException if it is not above 0
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("timeout: expected more than 0, found " + timeout);
            }
            this.timeout = Optional.of(timeout);
            return this;
        }

        /**
         * The options.
         *
         * @throws InvalidInputException if one is out of range or two contradict each other
         */
        public TranslationOptions build() {
            TranslationOptions options = new TranslationOptions(arguments.deepCopy(), timeout);
            options.over(GenerationConfig.builder());
            return options;
        }
    }

    /** When beam search ends for a text. */
    public enum EarlyStop {
        /** As soon as there are as many finished hypotheses as beams. */
        TRUE,
        /** When it is unlikely that a better one comes. */
        FALSE,
        /** When no better one can come. */
        NEVER
    }
}
