package io.glossa.tokenizer.internal.sentencepiece;

import io.glossa.tokenizer.internal.sentencepiece.SentencePieceFile.Algorithm;
import io.glossa.tokenizer.internal.sentencepiece.SentencePieceFile.Piece;
import io.glossa.tokenizer.internal.sentencepiece.SentencePieceFile.Type;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A SentencePiece model that cuts texts into pieces and puts pieces together again, with the results of the reference's
 * {@code SentencePieceProcessor} 0.2. Immutable and thread-safe.
 */
public final class SentencePiece {
    private static final String SPACE = "\u2581";

    private final SentencePieceFile file;
    private final Normalizer normalizer;
    private final Segmenter segmenter;
    private final Map<String, Integer> ids = new HashMap<>();
    private final int[] byteIds = new int[256];
    private final int unknownId;

    /** A model from its file. */
    public SentencePiece(SentencePieceFile file) {
        this(file, false);
    }

    /**
     * A model from its file.
     *
     * @param file the file
     * @param prefixFromSpace whether the space that is put in front of a text has the place of the last space there, if there is one;
     *     else that of the first character
     */
    public SentencePiece(SentencePieceFile file, boolean prefixFromSpace) {
        this.file = file;
        List<Piece> pieces = file.pieces();
        ByteTrie trie = new ByteTrie();
        ByteTrie fixed = new ByteTrie();
        int unknown = 0;
        for (int id = 0; id < pieces.size(); id++) {
            Piece piece = pieces.get(id);
            ids.putIfAbsent(piece.text(), id);
            switch (piece.type()) {
                case NORMAL, UNUSED -> trie.put(Utf8.bytes(piece.text()), id);
                case USER_DEFINED -> {
                    trie.put(Utf8.bytes(piece.text()), id);
                    fixed.put(Utf8.bytes(piece.text()), id);
                }
                case UNKNOWN -> unknown = id;
                case CONTROL, BYTE -> { }
            }
        }
        unknownId = unknown;
        for (int b = 0; b < 256; b++) {
            byteIds[b] = ids.getOrDefault(String.format("<0x%02X>", b), unknown);
        }
        normalizer = new Normalizer(file, fixed, prefixFromSpace);
        segmenter = file.algorithm() == Algorithm.UNIGRAM
                ? new UnigramSegmenter(pieces, trie, unknown) : new BpeSegmenter(pieces, trie, fixed, unknown);
    }

    /**
     * A piece of a text.
     *
     * @param text the piece as the vocabulary has it; for unknown text the normalised text itself
     * @param id its id in the model file
     * @param start UTF-16 index in the text
     * @param end UTF-16 index in the text, exclusive
     */
    public record Cut(String text, int id, int start, int end) {}

    /** Id of a piece; that of unknown text if the model has no such piece. */
    private int id(String piece) {
        return ids.getOrDefault(piece, unknownId);
    }

    /**
     * Cuts a text.
     *
     * @param text valid UTF-16
     * @return its pieces in order; neighbouring unknown characters are one piece
     */
    public List<Cut> encode(String text) {
        byte[] bytes = Utf8.bytes(text);
        int[] units = units(text, bytes.length);
        Normalizer.Result normal = normalizer.normalize(bytes);
        Cuts cuts = new Cuts(normal, units);
        segmenter.segment(normal.bytes(), cuts);
        return cuts.all();
    }

    /** The pieces of a text as they come; unknown ones are put together when the last of them is there. */
    private final class Cuts implements Segmenter.Sink {
        private final Normalizer.Result normal;
        private final int[] units;
        private final List<Cut> cuts = new ArrayList<>();
        private int unknownFrom = -1;
        private int unknownTo;

        Cuts(Normalizer.Result normal, int[] units) {
            this.normal = normal;
            this.units = units;
        }

        @Override
        public void piece(int from, int to, int id) {
            if (id == unknownId && !file.byteFallback()) {
                unknownFrom = unknownFrom < 0 ? from : unknownFrom;
                unknownTo = to;
                return;
            }
            endUnknown();
            if (id != unknownId) {
                add(file.pieces().get(id).text(), id, from, to);
                return;
            }
            for (int i = from; i < to; i++) {
                int b = normal.bytes()[i] & 0xff;
                add(String.format("<0x%02X>", b), byteIds[b], from, to);
            }
        }

        private void endUnknown() {
            if (unknownFrom >= 0) {
                add(Utf8.text(normal.bytes(), unknownFrom, unknownTo), unknownId, unknownFrom, unknownTo);
                unknownFrom = -1;
            }
        }

        private void add(String text, int id, int from, int to) {
            cuts.add(new Cut(text, id, units[normal.starts()[from]], units[normal.ends()[to - 1]]));
        }

        List<Cut> all() {
            endUnknown();
            return cuts;
        }
    }

    /** The UTF-16 index of each byte of a text in UTF-8, and of its end. */
    private static int[] units(String text, int bytes) {
        int[] units = new int[bytes + 1];
        int at = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            for (int b = 0; b < length; b++) {
                units[at++] = i;
            }
            i += Character.charCount(point);
        }
        units[at] = text.length();
        return units;
    }

    /**
     * Puts pieces together to a text.
     *
     * @param pieces as the vocabulary has them; one that the model does not know stands for itself
     */
    public String decode(List<String> pieces) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean atStart = true;
        boolean spaceSeen = false;
        for (String piece : pieces) {
            int id = id(piece);
            Type type = file.pieces().get(id).type();
            if (type == Type.BYTE) {
                bytes.write(Integer.parseInt(piece.substring(3, 5), 16));
                continue;
            }
            flush(bytes, text);
            atStart &= !spaceSeen && text.length() == 0;
            switch (type) {
                case CONTROL -> spaceSeen = false;
                case UNKNOWN -> {
                    spaceSeen = false;
                    text.append(file.pieces().get(id).text().equals(piece) ? file.unknownSurface() : piece);
                }
                default -> {
                    String rest = piece;
                    spaceSeen = false;
                    if (atStart && (file.dummyPrefix() || file.removeExtraSpaces()) && rest.startsWith(SPACE)) {
                        rest = rest.substring(SPACE.length());
                        spaceSeen = !file.removeExtraSpaces();
                    }
                    text.append(rest.replace(SPACE, " "));
                }
            }
        }
        flush(bytes, text);
        return text.toString();
    }

    private static void flush(ByteArrayOutputStream bytes, StringBuilder text) {
        if (bytes.size() > 0) {
            text.append(new String(bytes.toByteArray(), StandardCharsets.UTF_8));
            bytes.reset();
        }
    }
}
