package io.glossa.tokenizer;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** How a text becomes an {@link Encoding}. Immutable and thread-safe. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class EncodingOptions {
    private static final EncodingOptions DEFAULTS = new Builder().build();

    private final Truncation truncation;
    private final int maxLength;
    private final @Nullable Side truncationSide;
    private final boolean addSpecialTokens;
    private final int stride;

    private EncodingOptions(Builder builder) {
        this.truncation = builder.truncation;
        this.maxLength = builder.maxLength;
        this.truncationSide = builder.truncationSide;
        this.addSpecialTokens = builder.addSpecialTokens;
        this.stride = builder.stride;
    }

    /** Nothing cut, special tokens added. */
    public static EncodingOptions defaults() {
        return DEFAULTS;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.truncation = truncation;
        builder.maxLength = maxLength;
        builder.truncationSide = truncationSide;
        builder.addSpecialTokens = addSpecialTokens;
        builder.stride = stride;
        return builder;
    }

    /** What is cut; default {@link Truncation#OFF}. */
    public Truncation truncation() {
        return truncation;
    }

    /**
     * The most tokens an encoding may have, special tokens included; empty (the default) means
     * {@link Tokenizer#modelMaxLength()}. Of no effect while truncation is off.
     */
    public OptionalInt maxLength() {
        return maxLength < 0 ? OptionalInt.empty() : OptionalInt.of(maxLength);
    }

    /** The end that is cut; empty (the default) means the one that the tokenizer's files name, in general the right. */
    public Optional<Side> truncationSide() {
        return Optional.ofNullable(truncationSide);
    }

    /** Whether the model's special tokens are put around the text; default true. */
    public boolean addSpecialTokens() {
        return addSpecialTokens;
    }

    /** How many tokens of the text two neighbouring windows share; default 0. */
    public int stride() {
        return stride;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncodingOptions that
                && truncation == that.truncation
                && maxLength == that.maxLength
                && truncationSide == that.truncationSide
                && addSpecialTokens == that.addSpecialTokens
                && stride == that.stride;
    }

    @Override
    public int hashCode() {
        return Objects.hash(truncation, maxLength, truncationSide, addSpecialTokens, stride);
    }

    @Override
    public String toString() {
        return "EncodingOptions[truncation=" + truncation + ", maxLength=" + (maxLength < 0 ? "model" : maxLength)
                + ", truncationSide=" + (truncationSide == null ? "model" : truncationSide) + ", addSpecialTokens="
                + addSpecialTokens + ", stride=" + stride + "]";
    }

    /** Collects options; not thread-safe. */
    public static final class Builder {
        private Truncation truncation = Truncation.OFF;
        private int maxLength = -1;
        private @Nullable Side truncationSide;
        private boolean addSpecialTokens = true;
        private int stride;

        private Builder() {}

        /**
         * What is cut; default {@link Truncation#OFF}.
         *
         * @throws NullPointerException if {@code truncation} is null
         */
        public Builder truncation(Truncation truncation) {
            this.truncation = Objects.requireNonNull(truncation, "truncation");
            return this;
        }

        /**
         * The most tokens, special tokens included; by default {@link Tokenizer#modelMaxLength()}.
         *
         * @throws IllegalArgumentException if {@code maxLength} is below 1
         */
        public Builder maxLength(int maxLength) {
            if (maxLength < 1) {
                throw new IllegalArgumentException("maxLength: expected 1 or more, found " + maxLength);
            }
            this.maxLength = maxLength;
            return this;
        }

        /** The end that is cut; null (the default) means the one that the tokenizer's files name. */
        public Builder truncationSide(@Nullable Side truncationSide) {
            this.truncationSide = truncationSide;
            return this;
        }

        /** Whether the model's special tokens are put around the text; default true. */
        public Builder addSpecialTokens(boolean addSpecialTokens) {
            this.addSpecialTokens = addSpecialTokens;
            return this;
        }

        /**
         * How many tokens of the text neighbouring windows share; default 0.
         *
         * @throws IllegalArgumentException if {@code stride} is negative
         */
        public Builder stride(int stride) {
            if (stride < 0) {
                throw new IllegalArgumentException("stride: expected 0 or more, found " + stride);
            }
            this.stride = stride;
            return this;
        }

        /** The options. */
        public EncodingOptions build() {
            return new EncodingOptions(this);
        }
    }
}
