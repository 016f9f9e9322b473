package io.glossa.tokenizer;

import io.glossa.text.Word;
import io.glossa.tokenizer.internal.sentencepiece.SentencePiece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece as the tokenizer classes of transformers use it that have no fast twin: added tokens are cut out first, what lies between
 * them is cut by the model, and pieces get the ids of the model's own vocabulary. Thread-safe.
 */
final class SentencePieceEngine implements PieceEngine {
    /** What MarianTokenizer takes for the code of a language. */
    private static final Pattern MARIAN_CODE = Pattern.compile(">>[^\n]+<<");

    /** How a class puts pieces together, besides what the model does. */
    enum Joining {
        /** A space behind each special token, white space around the text removed. */
        MARIAN,
        /** White space around the text removed. */
        STRIPPED,
        /** As the model joins them. */
        PLAIN
    }

    private final SentencePiece encoder;
    private final SentencePiece decoder;
    private final Vocabulary vocabulary;
    private final Vocabulary written;
    private final int unknownId;
    private final Joining joining;
    private final AddedTokenFinder added;

    /**
     * An engine.
     *
     * @param encoder cuts texts
     * @param decoder puts texts together
     * @param vocabulary ids of pieces and added tokens of texts that are cut
     * @param written those of texts that are put together
     * @param unknownId id of what the vocabulary lacks
     */
    SentencePieceEngine(SentencePiece encoder, SentencePiece decoder, Vocabulary vocabulary, Vocabulary written, int unknownId, Joining joining) {
        this.written = written;
        this.encoder = encoder;
        this.decoder = decoder;
        this.vocabulary = vocabulary;
        this.unknownId = unknownId;
        this.joining = joining;
        this.added = new AddedTokenFinder(vocabulary.addedTokens(),
                vocabulary.addedTokens().stream().map(AddedToken::content).toList(), vocabulary);
    }

    @Override
    public Tokenizer.Implementation implementation() {
        return Tokenizer.Implementation.JAVA;
    }

    @Override
    public RawPieces encode(String text) {
        Call call = new Call();
        call.cut(text);
        return call.pieces(null);
    }

    @Override
    public RawPieces encode(String text, List<Word> words) {
        Call call = new Call();
        for (Word word : words) {
            call.cut(word.text());
            call.word++;
        }
        return call.pieces(numbers -> Places.ofWords(text, words, numbers, false));
    }

    /** The pieces of one call. */
    private final class Call {
        private final List<String> tokens = new ArrayList<>();
        private final List<int[]> spans = new ArrayList<>();
        private int word;

        void cut(String text) {
            Symbols symbols = Symbols.of(text);
            added.find(symbols, 0, symbols.length, new AddedTokenFinder.Visitor() {
                @Override
                public void text(int from, int to) {
                    segment(text, place(from), place(to));
                }

                @Override
                public void token(int id, int from, int to) {
                    add(vocabulary.tokenOf(id), id, place(from), place(to));
                }

                private int place(int index) {
                    return index < symbols.length ? symbols.origins[index] : text.length();
                }
            });
        }

        private void segment(String text, int from, int to) {
            if (joining != Joining.MARIAN) {
                model(text.substring(from, to), index -> from + index);
                return;
            }
            String segment = text.substring(from, to);
            Matcher code = MARIAN_CODE.matcher(segment);
            if (!code.find()) {
                model(segment, index -> from + index);
                return;
            }
            StringBuilder rest = new StringBuilder();
            List<int[]> kept = new ArrayList<>();
            if (code.lookingAt()) {
                add(code.group(), id(code.group()), from, from + code.end());
            }
            int last = 0;
            code.reset();
            while (code.find()) {
                kept.add(new int[] {rest.length(), last});
                rest.append(segment, last, code.start());
                last = code.end();
            }
            kept.add(new int[] {rest.length(), last});
            rest.append(segment, last, segment.length());
            model(rest.toString(), index -> {
                int part = kept.size() - 1;
                while (kept.get(part)[0] > index) {
                    part--;
                }
                return from + index - kept.get(part)[0] + kept.get(part)[1];
            });
        }

        private void model(String text, java.util.function.IntUnaryOperator place) {
            for (SentencePiece.Cut cut : encoder.encode(text)) {
                int end = cut.end() > cut.start() ? place.applyAsInt(cut.end() - 1) + 1 : place.applyAsInt(cut.start());
                add(null, id(cut.text()), place.applyAsInt(cut.start()), end);
            }
        }

        private void add(@Nullable String token, int id, int start, int end) {
            String known = vocabulary.tokenOf(id);
            tokens.add(token != null && id != unknownId ? token : known == null ? "" : known);
            spans.add(new int[] {id, start, end, word});
        }

        RawPieces pieces(java.util.function.@Nullable Function<int[], Places> places) {
            int count = spans.size();
            int[] ids = new int[count];
            int[] starts = new int[count];
            int[] ends = new int[count];
            int[] words = new int[count];
            for (int i = 0; i < count; i++) {
                int[] span = spans.get(i);
                ids[i] = span[0];
                starts[i] = span[1];
                ends[i] = span[2];
                words[i] = places == null ? i : span[3];
            }
            return new RawPieces(ids, tokens.toArray(new String[0]), starts, ends, words, places == null ? null : places.apply(words));
        }
    }

    private int id(String piece) {
        Integer id = vocabulary.idOf(piece);
        return id == null ? unknownId : id;
    }

    @Override
    public String decode(int[] ids, boolean skipSpecialTokens) {
        List<String> texts = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (int id : ids) {
            String token = written.tokenOf(id);
            boolean special = token != null && written.isSpecial(token);
            if (token == null || skipSpecialTokens && special) {
                continue;
            }
            if (!special && written.isAdded(token)) {
                join(current, texts);
                texts.add(token);
            } else {
                current.add(token);
            }
        }
        join(current, texts);
        return String.join(" ", texts);
    }

    private void join(List<String> tokens, List<String> texts) {
        if (tokens.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        List<String> pieces = new ArrayList<>();
        for (String token : tokens) {
            if (written.isSpecial(token)) {
                text.append(decoder.decode(pieces)).append(token).append(joining == Joining.MARIAN ? " " : "");
                pieces.clear();
            } else {
                pieces.add(token);
            }
        }
        text.append(decoder.decode(pieces));
        String joined = joining == Joining.MARIAN ? text.toString().replace('\u2581', ' ') : text.toString();
        String result = joining == Joining.PLAIN ? joined : joined.strip();
        if (!result.isEmpty()) {
            texts.add(result);
        }
        tokens.clear();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
