package io.glossa.tokenizer.lucene;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * How pieces become tokens of Lucene. Immutable and thread-safe.
 *
 * @param positions where the pieces of a word stand
 * @param unknown what becomes of text that the vocabulary does not know
 * @param blockLength the most UTF-16 units that are held and encoded at a time, at least {@value #SMALLEST_BLOCK}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record PieceOptions(Positions positions, Unknown unknown, int blockLength) {
    static final int SMALLEST_BLOCK = 16;
    private static final PieceOptions DEFAULTS = new PieceOptions(Positions.CONSECUTIVE, Unknown.TEXT, 1 << 18);

    /** Where the pieces of a word stand. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public enum Positions {
        /** Each piece at a position of its own, with its own offsets: a word is a phrase of its pieces. */
        CONSECUTIVE,
        /** The pieces of a word at one position, as synonyms are, each with the offsets of the whole word. */
        STACKED
    }

    /** What becomes of text that the vocabulary does not know. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public enum Unknown {
        /**
         * The term is the text itself, up to 255 UTF-16 units; the unknown token where it is longer or no text is known.
         */
        TEXT,
        /** The term is the unknown token, such as {@code [UNK]}. */
        KEEP,
        /** There is no token; the position stays empty. */
        SKIP
    }

    /**
     * Options.
     *
     * @throws IllegalArgumentException if {@code blockLength} is below {@value #SMALLEST_BLOCK}
     */
    public PieceOptions {
        Objects.requireNonNull(positions, "positions");
        Objects.requireNonNull(unknown, "unknown");
        if (blockLength < SMALLEST_BLOCK) {
            throw new IllegalArgumentException("blockLength: expected " + SMALLEST_BLOCK + " or more, found " + blockLength);
        }
    }

    /** Consecutive positions, unknown text as it stands, blocks of 262144 UTF-16 units. */
    public static PieceOptions defaults() {
        return DEFAULTS;
    }

    /** The same with other positions. */
    public PieceOptions withPositions(Positions positions) {
        return new PieceOptions(positions, unknown, blockLength);
    }

    /** The same with another treatment of unknown text. */
    public PieceOptions withUnknown(Unknown unknown) {
        return new PieceOptions(positions, unknown, blockLength);
    }

    /**
     * The same with other blocks.
     *
     * @throws IllegalArgumentException if {@code blockLength} is below {@value #SMALLEST_BLOCK}
     */
    public PieceOptions withBlockLength(int blockLength) {
        return new PieceOptions(positions, unknown, blockLength);
    }
}
