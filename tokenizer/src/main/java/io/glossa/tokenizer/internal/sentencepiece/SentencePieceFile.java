package io.glossa.tokenizer.internal.sentencepiece;

import io.glossa.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a SentencePiece model file says ({@code sentencepiece_model.proto}); fields that training alone needs are left out. Immutable.
 *
 * @param pieces the vocabulary; a piece's place is its id
 * @param algorithm how texts are cut
 * @param byteFallback whether unknown characters become one piece a byte
 * @param spaceAsSuffix whether the mark of a space stands behind a word
 * @param unknownSurface what an unknown piece becomes in a text
 * @param charsMap the compiled map of characters; null for none
 * @param dummyPrefix whether a text begins with a space that it does not have
 * @param removeExtraSpaces whether spaces at both ends and repeated ones are removed
 * @param escapeSpaces whether spaces become U+2581
 */
public record SentencePieceFile(List<Piece> pieces, Algorithm algorithm, boolean byteFallback, boolean spaceAsSuffix,
        String unknownSurface, @Nullable CharsMap charsMap, boolean dummyPrefix, boolean removeExtraSpaces, boolean escapeSpaces) {
    private static final int MOST_PIECES = 1 << 22;

    /** How texts are cut. */
    public enum Algorithm {
        /** The most probable cut by a unigram language model (Kudo 2018). */
        UNIGRAM,
        /** Merges of neighbours, the best first (Sennrich et al. 2016). */
        BPE
    }

    /** Kinds of pieces, in the order of their numbers in the file, from 1. */
    public enum Type {
        /** A piece of text. */
        NORMAL,
        /** What stands for unknown text. */
        UNKNOWN,
        /** Never a part of a text. */
        CONTROL,
        /** Cut out of every text before all else. */
        USER_DEFINED,
        /** Not used any more. */
        UNUSED,
        /** One byte of an unknown character. */
        BYTE
    }

    /**
     * A piece.
     *
     * @param text the piece, spaces as U+2581
     * @param score its logarithm of probability, or its rank
     * @param type what it is
     */
    public record Piece(String text, float score, Type type) {}

    /**
     * Reads a file.
     *
     * @param bytes its content
     * @param where what to call it in messages
     * @throws ModelFormatException if it is damaged, or cuts texts in a way that Glossa doesn't know
     */
    public static SentencePieceFile read(byte[] bytes, String where) {
        List<Piece> pieces = new ArrayList<>();
        int algorithm = 1;
        boolean byteFallback = false;
        boolean suffix = false;
        String surface = " \u2047 ";
        CharsMap map = null;
        boolean prefix = true;
        boolean extra = true;
        boolean escape = true;
        ProtoReader model = new ProtoReader(ByteBuffer.wrap(bytes), where);
        while (model.next()) {
            switch (model.field()) {
                case 1 -> pieces.add(piece(model.message(), where));
                case 2 -> {
                    ProtoReader trainer = model.message();
                    while (trainer.next()) {
                        switch (trainer.field()) {
                            case 3 -> algorithm = trainer.integer();
                            case 24 -> suffix = trainer.flag();
                            case 35 -> byteFallback = trainer.flag();
                            case 44 -> surface = trainer.text();
                            default -> trainer.skip();
                        }
                    }
                }
                case 3 -> {
                    ProtoReader normalizer = model.message();
                    while (normalizer.next()) {
                        switch (normalizer.field()) {
                            case 2 -> map = CharsMap.read(normalizer.bytes(), where);
                            case 3 -> prefix = normalizer.flag();
                            case 4 -> extra = normalizer.flag();
                            case 5 -> escape = normalizer.flag();
                            default -> normalizer.skip();
                        }
                    }
                }
                default -> model.skip();
            }
            if (pieces.size() > MOST_PIECES) {
                throw new ModelFormatException(where + ": expected at most " + MOST_PIECES + " pieces, found more; get the file again");
            }
        }
        if (pieces.isEmpty() || algorithm != 1 && algorithm != 2) {
            throw new ModelFormatException(where + ": expected a SentencePiece model of the kinds unigram or bpe, found "
                    + (pieces.isEmpty() ? "no pieces" : "kind " + algorithm) + "; use the model's own tokenizer.json, or get the file again");
        }
        if (pieces.stream().filter(piece -> piece.type() == Type.UNKNOWN).count() != 1) {
            throw new ModelFormatException(where + ": expected one piece for unknown text, found none or several; get the file again");
        }
        return new SentencePieceFile(List.copyOf(pieces), algorithm == 1 ? Algorithm.UNIGRAM : Algorithm.BPE, byteFallback, suffix,
                surface, map, prefix, extra, escape);
    }

    private static Piece piece(ProtoReader reader, String where) {
        String text = "";
        float score = 0;
        int type = 1;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> text = reader.text();
                case 2 -> score = reader.decimal();
                case 3 -> type = reader.integer();
                default -> reader.skip();
            }
        }
        if (text.isEmpty() || type < 1 || type > Type.values().length || Float.isNaN(score)) {
            throw new ModelFormatException(where + ": expected pieces with a text, a score and a known type, found one without;"
                    + " get the file again");
        }
        return new Piece(text, score, Type.values()[type - 1]);
    }
}
