package io.glossa.tokenizer.lucene;

import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.AttributeFactory;
import org.apiguardian.api.API;

/**
 * The pieces of a model's vocabulary as a token stream: the term is the token as the vocabulary writes it ({@code ##ing},
 * {@code Ġthe}, {@code ▁the}), special tokens are left out, offsets are UTF-16 places in the text without white space around
 * them, unless there is nothing else. Whether the pieces of a word stand behind or upon each other, and what becomes of
 * unknown text, is said by {@link PieceOptions}.
 *
 * <p>A text up to {@link PieceOptions#blockLength()} gives the pieces of {@link io.glossa.tokenizer.Tokenizer#encode}. A
 * longer one is read and encoded in blocks of up to that length, so memory is bounded and nothing is lost. Blocks end before
 * a space, without one before other white space. With WordPiece the pieces are then those of the whole text; with other
 * models too in general, but the first piece of a block may be another. A block without any white space ends between two
 * characters, maybe inside a word. Lone surrogates count as U+FFFD.
 *
 * <p>Not thread-safe, like every token stream; the tokenizer behind it is, serves any number of streams, belongs to the
 * caller and is not closed here. {@link #incrementToken()} throws {@link IllegalStateException} after that is closed, and
 * {@link io.glossa.error.EngineException} if native code fails.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class PieceTokenizer extends Tokenizer {
    private static final EncodingOptions BARE = EncodingOptions.builder().addSpecialTokens(false).build();
    private static final int LONGEST_UNKNOWN = 255;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final io.glossa.tokenizer.Tokenizer tokenizer;
    private final PieceOptions options;
    private final int unknownId;
    private final String unknownToken;
    private final TextBlocks blocks;

    private Pieces pieces = Pieces.NONE;
    private int next;
    private int positions;
    private int wordStart;
    private int wordEnd;

    /** The pieces of one block. */
    private record Pieces(String text, int[] ids, List<String> tokens, int[] starts, int[] ends, int[] words) {
        static final Pieces NONE = new Pieces("", new int[0], List.of(), new int[0], new int[0], new int[0]);

        static Pieces of(String text, Encoding encoding) {
            int[] starts = encoding.starts();
            int[] ends = encoding.ends();
            for (int i = 0; i < starts.length; i++) {
                int start = starts[i];
                int end = ends[i];
                while (start < end && Character.isWhitespace(text.charAt(start))) {
                    start++;
                }
                while (start < end && Character.isWhitespace(text.charAt(end - 1))) {
                    end--;
                }
                if (start < end) {
                    starts[i] = start;
                    ends[i] = end;
                }
            }
            return new Pieces(text, encoding.ids(), encoding.tokens(), starts, ends, encoding.wordIds());
        }

        boolean startsWord(int piece) {
            return piece == 0 || words[piece] < 0 || words[piece] != words[piece - 1];
        }
    }

    /** Pieces with the default options. */
    public PieceTokenizer(io.glossa.tokenizer.Tokenizer tokenizer) {
        this(tokenizer, PieceOptions.defaults());
    }

    /** Pieces as the options say. */
    public PieceTokenizer(io.glossa.tokenizer.Tokenizer tokenizer, PieceOptions options) {
        this(DEFAULT_TOKEN_ATTRIBUTE_FACTORY, tokenizer, options);
    }

    /** Pieces as the options say, with attributes of a factory. */
    public PieceTokenizer(AttributeFactory attributes, io.glossa.tokenizer.Tokenizer tokenizer, PieceOptions options) {
        super(attributes);
        this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
        this.options = Objects.requireNonNull(options, "options");
        this.unknownId = tokenizer.unknownTokenId().orElse(-1);
        this.unknownToken = unknownId < 0 ? "" : tokenizer.tokenOf(unknownId).orElse("");
        this.blocks = new TextBlocks(options.blockLength());
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        blocks.reset();
        pieces = Pieces.NONE;
        next = 0;
        positions = 0;
        wordStart = 0;
        wordEnd = 0;
    }

    @Override
    public boolean incrementToken() throws IOException {
        clearAttributes();
        while (true) {
            while (next == pieces.ids.length) {
                String text = blocks.next(input);
                if (text == null) {
                    return false;
                }
                pieces = Pieces.of(text, tokenizer.encode(text, BARE));
                next = 0;
            }
            int piece = next++;
            boolean consecutive = options.positions() == PieceOptions.Positions.CONSECUTIVE;
            if (consecutive || pieces.startsWord(piece)) {
                positions++;
                place(piece, consecutive);
            }
            boolean unknown = pieces.ids[piece] == unknownId;
            if (!unknown || options.unknown() != PieceOptions.Unknown.SKIP) {
                term.setEmpty().append(unknown ? unknownTerm(piece) : pieces.tokens.get(piece));
                offset.setOffset(wordStart, wordEnd);
                increment.setPositionIncrement(positions);
                positions = 0;
                return true;
            }
        }
    }

    /** Finds the offsets of a piece or its word; Lucene wants starts that never go back, whatever a normaliser does. */
    private void place(int first, boolean alone) {
        int start = pieces.starts[first];
        int end = pieces.ends[first];
        for (int i = first + 1; !alone && i < pieces.ids.length && !pieces.startsWord(i); i++) {
            start = pieces.text.substring(start, end).isBlank() ? pieces.starts[i] : Math.min(start, pieces.starts[i]);
            end = Math.max(end, pieces.ends[i]);
        }
        wordStart = Math.max(wordStart, correctOffset(blocks.start() + start));
        wordEnd = Math.max(wordStart, correctOffset(blocks.start() + end));
    }

    private String unknownTerm(int piece) {
        int length = pieces.ends[piece] - pieces.starts[piece];
        return options.unknown() == PieceOptions.Unknown.KEEP || length <= 0 || length > LONGEST_UNKNOWN
                ? unknownToken : pieces.text.substring(pieces.starts[piece], pieces.ends[piece]);
    }

    @Override
    public void end() throws IOException {
        super.end();
        int end = correctOffset(blocks.start());
        offset.setOffset(end, end);
        increment.setPositionIncrement(positions);
    }

    @Override
    public void close() throws IOException {
        super.close();
        pieces = Pieces.NONE;
        next = 0;
        blocks.release();
    }
}
