package io.glossa.tokenizer;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** To which length the encodings of a batch are filled up, and at which end. Immutable and thread-safe. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class PaddingOptions {
    private static final PaddingOptions LONGEST = new PaddingOptions(-1, 1, null);

    private final int length;
    private final int multipleOf;
    private final @Nullable Side side;

    private PaddingOptions(int length, int multipleOf, @Nullable Side side) {
        this.length = length;
        this.multipleOf = multipleOf;
        this.side = side;
    }

    /** To the length of the longest encoding, at the end that the tokenizer's files name (in general the right). */
    public static PaddingOptions longest() {
        return LONGEST;
    }

    /**
     * To a fixed number of tokens; a longer encoding stays as it is.
     *
     * @throws IllegalArgumentException if {@code length} is below 1
     */
    public static PaddingOptions toLength(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length: expected 1 or more, found " + length);
        }
        return new PaddingOptions(length, 1, null);
    }

    /**
     * These options with the length rounded up to a multiple.
     *
     * @throws IllegalArgumentException if {@code multipleOf} is below 1
     */
    public PaddingOptions withMultipleOf(int multipleOf) {
        if (multipleOf < 1) {
            throw new IllegalArgumentException("multipleOf: expected 1 or more, found " + multipleOf);
        }
        return new PaddingOptions(length, multipleOf, side);
    }

    /**
     * These options with the padding at the given end.
     *
     * @throws NullPointerException if {@code side} is null
     */
    public PaddingOptions withSide(Side side) {
        return new PaddingOptions(length, multipleOf, Objects.requireNonNull(side, "side"));
    }

    /** The fixed length in tokens; empty for the longest of the batch. */
    public OptionalInt length() {
        return length < 0 ? OptionalInt.empty() : OptionalInt.of(length);
    }

    /** The length is a multiple of this; 1 by default. */
    public int multipleOf() {
        return multipleOf;
    }

    /** The end that is filled; empty means the one that the tokenizer's files name. */
    public Optional<Side> side() {
        return Optional.ofNullable(side);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PaddingOptions that
                && length == that.length
                && multipleOf == that.multipleOf
                && side == that.side;
    }

    @Override
    public int hashCode() {
        return Objects.hash(length, multipleOf, side);
    }

    @Override
    public String toString() {
        return "PaddingOptions[" + (length < 0 ? "longest" : length) + ", multipleOf=" + multipleOf + ", side="
                + (side == null ? "model" : side) + "]";
    }
}
