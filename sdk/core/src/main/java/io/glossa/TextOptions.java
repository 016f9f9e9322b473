package io.glossa;

import io.glossa.internal.pipeline.Checks;
import io.glossa.tokenizer.Side;
import io.glossa.tokenizer.Truncation;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * How texts are turned into tokens before a model reads them. Immutable; {@link #defaults()} truncates at the model's own
 * limit, the longer of two texts first, at the side the tokenizer names, with special tokens.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TextOptions {
    private static final TextOptions DEFAULTS = builder().build();

    private final LengthPolicy length;
    private final OptionalInt maxLength;
    private final Truncation truncation;
    private final Optional<Side> truncationSide;
    private final boolean addSpecialTokens;

    private TextOptions(Builder builder) {
        this.length = builder.length;
        this.maxLength = builder.maxLength;
        this.truncation = builder.truncation;
        this.truncationSide = builder.truncationSide;
        this.addSpecialTokens = builder.addSpecialTokens;
    }

    /** Truncation at the model's limit. */
    public static TextOptions defaults() {
        return DEFAULTS;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with these settings. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.length = length;
        builder.maxLength = maxLength;
        builder.truncation = truncation;
        builder.truncationSide = truncationSide;
        builder.addSpecialTokens = addSpecialTokens;
        return builder;
    }

    /** What happens to long texts. */
    public LengthPolicy length() {
        return length;
    }

    /** Most tokens of a text or pair, special tokens included; empty for the model's own limit. */
    public OptionalInt maxLength() {
        return maxLength;
    }

    /** Which of two texts is cut under {@link LengthPolicy#truncate()}. */
    public Truncation truncation() {
        return truncation;
    }

    /** Which end is cut; empty for the tokenizer's own choice. */
    public Optional<Side> truncationSide() {
        return truncationSide;
    }

    /** Whether the special tokens of the model are added. */
    public boolean addSpecialTokens() {
        return addSpecialTokens;
    }

    /** Collects the settings of {@link TextOptions}. Not thread-safe. */
    public static final class Builder {
        private LengthPolicy length = LengthPolicy.truncate();
        private OptionalInt maxLength = OptionalInt.empty();
        private Truncation truncation = Truncation.LONGEST_FIRST;
        private Optional<Side> truncationSide = Optional.empty();
        private boolean addSpecialTokens = true;

        private Builder() {}

        /** What happens to long texts; default {@link LengthPolicy#truncate()}. */
        public Builder length(LengthPolicy length) {
            this.length = Objects.requireNonNull(length, "length");
            return this;
        }

        /**
         * Most tokens of a text or pair, special tokens included; default is the model's own limit.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder maxLength(int maxLength) {
            this.maxLength = OptionalInt.of(Checks.atLeast(maxLength, 1, "maxLength"));
            return this;
        }

        /**
         * Which of two texts is cut; default {@link Truncation#LONGEST_FIRST}. {@link Truncation#OFF} cuts nothing: a text
         * over the model's limit then fails.
         */
        public Builder truncation(Truncation truncation) {
            this.truncation = Objects.requireNonNull(truncation, "truncation");
            return this;
        }

        /** Which end is cut; default is the tokenizer's own choice. */
        public Builder truncationSide(Side side) {
            this.truncationSide = Optional.of(Objects.requireNonNull(side, "side"));
            return this;
        }

        /** Whether the special tokens of the model are added; default true, and models expect them. */
        public Builder addSpecialTokens(boolean addSpecialTokens) {
            this.addSpecialTokens = addSpecialTokens;
            return this;
        }

        /** The options. */
        public TextOptions build() {
            return new TextOptions(this);
        }
    }
}
