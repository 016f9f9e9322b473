package io.glossa.tokenizer;

import io.glossa.text.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BERT's tokenizer in Java: added tokens, {@link BertNormalizer}, words at white space and punctuation, then the longest
 * known piece first. Gives what the Hugging Face library gives, more than ten times as fast. Immutable, thread-safe.
 */
final class WordPieceEngine implements PieceEngine {
    /** What a file says about the model and its decoder. */
    record Settings(String unknownToken, String prefix, int maxWordLength, @Nullable WordPieceDecoder decoder) {}

    private final CharacterTable table = CharacterTable.get();
    private final Vocabulary vocabulary;
    private final BertNormalizer normalizer;
    private final @Nullable WordPieceDecoder decoder;
    private final AddedTokenFinder inOriginal;
    private final AddedTokenFinder inNormalized;
    private final SymbolTrie words = new SymbolTrie();
    private final int continuation;
    private final int maxWordLength;
    private final int unknownId;
    private final String unknownToken;
    /** The model's tokens by id: an added token with the same id may have another content. */
    private final TokensById pieces;

    private WordPieceEngine(Vocabulary vocabulary, BertNormalizer normalizer, Settings settings, List<String> patterns) {
        this.vocabulary = vocabulary;
        this.normalizer = normalizer;
        this.decoder = settings.decoder;
        this.maxWordLength = settings.maxWordLength;
        this.unknownToken = settings.unknownToken;
        this.unknownId = vocabulary.model().getOrDefault(settings.unknownToken, -1);
        List<AddedToken> plain = vocabulary.addedTokens().stream().filter(t -> !t.normalized()).toList();
        List<AddedToken> normalized = inLibraryOrder(vocabulary);
        this.inOriginal = new AddedTokenFinder(plain, plain.stream().map(AddedToken::content).toList(), vocabulary);
        this.inNormalized = new AddedTokenFinder(normalized, patterns, vocabulary);
        this.pieces = new TokensById(vocabulary.model(), Map.of());
        for (Map.Entry<String, Integer> entry : vocabulary.model().entrySet()) {
            if (!entry.getKey().isEmpty()) {
                words.add(entry.getKey(), entry.getValue());
            }
        }
        this.continuation = words.extend(SymbolTrie.ROOT, settings.prefix);
        words.freeze();
    }

    /** An engine, or null where an added token vanishes in normalisation: then only the library knows what happens. */
    static @Nullable WordPieceEngine of(Vocabulary vocabulary, BertNormalizer normalizer, Settings settings) {
        List<String> patterns = new ArrayList<>();
        for (AddedToken token : inLibraryOrder(vocabulary)) {
            Symbols from = Symbols.of(token.content());
            Symbols to = new Symbols(from.length);
            normalizer.normalize(from, 0, from.length, to);
            if (to.length == 0) {
                return null;
            }
            patterns.add(to.slice(0, to.length));
        }
        return new WordPieceEngine(vocabulary, normalizer, settings, patterns);
    }

    /** Special tokens come first: of two with the same pattern the first counts. */
    private static List<AddedToken> inLibraryOrder(Vocabulary vocabulary) {
        List<AddedToken> normalized = vocabulary.addedTokens().stream().filter(AddedToken::normalized).toList();
        List<AddedToken> tokens = new ArrayList<>();
        normalized.stream().filter(token -> vocabulary.isSpecial(token.content())).forEach(tokens::add);
        normalized.stream().filter(token -> !vocabulary.isSpecial(token.content())).forEach(tokens::add);
        return tokens;
    }

    @Override
    public Tokenizer.Implementation implementation() {
        return Tokenizer.Implementation.JAVA;
    }

    @Override
    public RawPieces encode(String text) {
        return new Call(text).run();
    }

    @Override
    public RawPieces encode(String text, List<Word> words) {
        List<RawPieces> all = new ArrayList<>(words.size());
        int length = 0;
        for (Word word : words) {
            RawPieces pieces = encode(word.text());
            all.add(pieces);
            length += pieces.length();
        }
        int[] ids = new int[length];
        String[] tokens = new String[length];
        int[] starts = new int[length];
        int[] ends = new int[length];
        int[] numbers = new int[length];
        int at = 0;
        for (int i = 0; i < all.size(); i++) {
            RawPieces pieces = all.get(i);
            int count = pieces.length();
            System.arraycopy(pieces.ids(), 0, ids, at, count);
            System.arraycopy(pieces.tokens(), 0, tokens, at, count);
            System.arraycopy(pieces.starts(), 0, starts, at, count);
            System.arraycopy(pieces.ends(), 0, ends, at, count);
            Arrays.fill(numbers, at, at + count, i);
            at += count;
        }
        return new RawPieces(ids, tokens, starts, ends, numbers, Places.ofWords(text, words, numbers, false));
    }

    @Override
    public String decode(int[] ids, boolean skipSpecialTokens) {
        List<String> tokens = new ArrayList<>(ids.length);
        for (int id : ids) {
            String token = vocabulary.tokenOf(id);
            if (token != null && !(skipSpecialTokens && vocabulary.isSpecial(token))) {
                tokens.add(token);
            }
        }
        return decoder == null ? String.join(" ", tokens) : decoder.decode(tokens);
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /** The state of one call. */
    private final class Call {
        private final String text;
        private final Symbols original;
        private final Symbols normal;
        private int count;
        private int word;
        private int[] ids;
        private int[] starts;
        private int[] ends;
        private int[] wordIds;
        private String[] tokens;

        private Call(String text) {
            this.text = text;
            this.original = Symbols.of(text);
            this.normal = new Symbols(original.length + 16);
            int guess = original.length / 3 + 8;
            this.ids = new int[guess];
            this.starts = new int[guess];
            this.ends = new int[guess];
            this.wordIds = new int[guess];
            this.tokens = new String[guess];
        }

        private RawPieces run() {
            inOriginal.find(original, 0, original.length, new AddedTokenFinder.Visitor() {
                @Override
                public void text(int from, int to) {
                    normal.length = 0;
                    normalizer.normalize(original, from, to, normal);
                    inNormalized.find(normal, 0, normal.length, inner);
                }

                @Override
                public void token(int id, int from, int to) {
                    added(original, id, from, to);
                }
            });
            return new RawPieces(Arrays.copyOf(ids, count), Arrays.copyOf(tokens, count), Arrays.copyOf(starts, count),
                    Arrays.copyOf(ends, count), Arrays.copyOf(wordIds, count), null);
        }

        private final AddedTokenFinder.Visitor inner = new AddedTokenFinder.Visitor() {
            @Override
            public void text(int from, int to) {
                split(from, to);
            }

            @Override
            public void token(int id, int from, int to) {
                added(normal, id, from, to);
            }
        };

        /** An added token is shown as it stands in the text, white space that it took along included. */
        private void added(Symbols symbols, int id, int from, int to) {
            if (from < to) {
                emit(id, symbols.slice(from, to), symbols.origins[from], endOf(symbols.origins[to - 1]), word++);
            }
        }

        private void split(int from, int to) {
            int[] points = normal.points;
            int start = from;
            for (int i = from; i < to; i++) {
                int point = points[i];
                boolean space;
                boolean punctuation;
                if (point < 128) {
                    space = point == ' ' || (point >= 9 && point <= 13);
                    punctuation = point >= '!' && point <= '~' && !isAlphanumeric(point);
                } else {
                    int flags = table.flags(point);
                    space = (flags & CharacterTable.SPACE) != 0;
                    punctuation = (flags & CharacterTable.PUNCTUATION) != 0;
                }
                if (space || punctuation) {
                    if (start < i) {
                        word(start, i);
                    }
                    if (punctuation) {
                        word(i, i + 1);
                    }
                    start = i + 1;
                }
            }
            if (start < to) {
                word(start, to);
            }
        }

        private void word(int from, int to) {
            int[] points = normal.points;
            int[] origins = normal.origins;
            int number = word++;
            int before = count;
            boolean known = to - from <= maxWordLength;
            for (int start = from; known && start < to; ) {
                int state = start == from ? SymbolTrie.ROOT : continuation;
                int id = SymbolTrie.NONE;
                int end = start;
                for (int i = start; i < to; ) {
                    state = words.next(state, points[i++]);
                    if (state == SymbolTrie.NONE) {
                        break;
                    }
                    int value = words.value(state);
                    if (value != SymbolTrie.NONE) {
                        id = value;
                        end = i;
                    }
                }
                if (id == SymbolTrie.NONE) {
                    known = false;
                } else {
                    emit(id, null, origins[start], endOf(origins[end - 1]), number);
                    start = end;
                }
            }
            if (!known) {
                count = before;
                emit(unknownId, unknownToken, origins[from], endOf(origins[to - 1]), number);
            }
        }

        private int endOf(int origin) {
            return Character.isHighSurrogate(text.charAt(origin)) ? origin + 2 : origin + 1;
        }

        private void emit(int id, @Nullable String token, int start, int end, int number) {
            if (count == ids.length) {
                int more = count * 2;
                ids = Arrays.copyOf(ids, more);
                starts = Arrays.copyOf(starts, more);
                ends = Arrays.copyOf(ends, more);
                wordIds = Arrays.copyOf(wordIds, more);
                tokens = Arrays.copyOf(tokens, more);
            }
            ids[count] = id;
            starts[count] = start;
            ends[count] = end;
            wordIds[count] = number;
            tokens[count++] = token != null ? token : pieces.get(id);
        }
    }

    private static boolean isAlphanumeric(int point) {
        return point >= '0' && point <= '9' || point >= 'A' && point <= 'Z' || point >= 'a' && point <= 'z';
    }
}
