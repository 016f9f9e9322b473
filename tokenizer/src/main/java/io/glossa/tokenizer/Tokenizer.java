package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.base.internal.Unicode;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.text.Word;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Text to token ids and back, with the results of the tokenizer class that {@code transformers} would load from the same
 * files.
 *
 * <p>Thread-safe: one instance serves any number of threads. {@link #close()} lets running calls finish; a call after
 * it throws {@link IllegalStateException}. Encodings outlive the tokenizer.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Tokenizer implements AutoCloseable {
    private final String name;
    private final TokenizerAssembly parts;
    private volatile boolean closed;

    private Tokenizer(String name, TokenizerAssembly parts) {
        this.name = name;
        this.parts = parts;
    }

    /** What cuts the text. The results are the same. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public enum Implementation {
        /** Java where it can do the file, else native. */
        AUTO,
        /** Pure Java: BERT-like WordPiece files. */
        JAVA,
        /** The Hugging Face library in native code. */
        NATIVE
    }

    /**
     * Loads the tokenizer of a model directory: tokenizer.json (or vocab.txt for BERT-like classes), and where present
     * tokenizer_config.json, special_tokens_map.json and the model type in config.json.
     *
     * @throws io.glossa.error.ModelNotFoundException if there is no directory or no tokenizer in it
     * @throws ModelFormatException if a file is damaged or of a kind that is not supported
     * @throws io.glossa.error.EngineException if the native library is needed and cannot be loaded
     */
    public static Tokenizer load(Path directory) {
        return TokenizerFiles.load(Objects.requireNonNull(directory, "directory"));
    }

    /** A builder for a tokenizer whose files are at hand as bytes. */
    public static Builder builder() {
        return new Builder();
    }

    /** Names of the files, besides those in JSON and vocab.txt, that a tokenizer may read; unmodifiable. */
    public static List<String> sentencePieceFiles() {
        return SentencePieceAssembly.files();
    }

    /** Which implementation runs: {@link Implementation#JAVA} or {@link Implementation#NATIVE}. */
    public Implementation implementation() {
        return parts.engine().implementation();
    }

    /**
     * Encodes a text with special tokens and without a limit.
     *
     * @throws InvalidInputException if the text is not valid Unicode, or longer than is safe with the regular expressions of the
     *     tokenizer (at least 1,000 characters, with those of known models several hundred thousand; most have no such limit)
     * @throws IllegalStateException if this is closed
     */
    public Encoding encode(String text) {
        return encode(text, null, EncodingOptions.defaults());
    }

    /**
     * Encodes a text.
     *
     * @throws InvalidInputException if the text is not valid Unicode or too long as in {@link #encode(String)}, or the options
     *     leave no room for it
     * @throws IllegalStateException if this is closed
     */
    public Encoding encode(String text, EncodingOptions options) {
        return encode(text, null, options);
    }

    /**
     * Encodes a text or a pair of texts; cuts as the options say, and never pads.
     *
     * @param text the first text
     * @param textPair the second text, or null
     * @param options what to cut and whether to add special tokens
     * @return the encoding; {@link Encoding#droppedTokens()} tells what was cut
     * @throws InvalidInputException if a text is not valid Unicode or too long as in {@link #encode(String)}, if the text to
     *     cut is too short for the maximum length,
     *     if the maximum length is smaller than the number of special tokens, or if the stride does not fit into it
     * @throws IllegalStateException if this is closed
     */
    public Encoding encode(String text, @Nullable String textPair, EncodingOptions options) {
        return request(text, textPair, options).first();
    }

    /**
     * Encodes a text or a pair of texts of any length as windows: the first is what {@link #encode} gives, the others hold
     * what it dropped, neighbours sharing {@link EncodingOptions#stride()} tokens of the text. With truncation off, or if
     * everything fits, there is one window. For pairs of which both texts are cut the combinations and their order are those
     * of {@code return_overflowing_tokens}.
     *
     * @return the windows; {@link Encoding#droppedTokens()} of each is what it lacks of the whole
     * @throws InvalidInputException as in {@link #encode(String, String, EncodingOptions)}
     * @throws IllegalStateException if this is closed
     */
    public List<Encoding> windows(String text, @Nullable String textPair, EncodingOptions options) {
        return request(text, textPair, options).windows();
    }

    /**
     * Encodes a text that is already split into words, as {@code transformers} does with {@code is_split_into_words}: each
     * word by itself, as if it were a text, and the tokens of all of them within one pair of special tokens. What stands
     * between the words is not read. {@link Encoding#wordIds()} count the list, words without a token included.
     *
     * <p>Offsets are those of the text. Where a word differs from the text at its place (lower case, a stem), each of its
     * tokens has the whole place of the word.
     *
     * @param text the text that the words come from
     * @param words the words in the order in which the model shall see them, such as those of a
     *     {@link io.glossa.text.WordSplitter}; places may overlap
     * @param options what to cut and whether to add special tokens
     * @return the encoding; {@link Encoding#droppedTokens()} tells what was cut
     * @throws InvalidInputException if the text or a word is not valid Unicode or too long as in {@link #encode(String)}, if a
     *     word lies outside the text, if the options leave no room, or if the tokenizer's class takes words only with {@code add_prefix_space} and its
     *     configuration lacks that
     * @throws IllegalStateException if this is closed
     */
    public Encoding encodeWords(String text, List<Word> words, EncodingOptions options) {
        return request(text, words, options).first();
    }

    /**
     * Encodes a text that is already split into words as windows: what {@link #windows} is to {@link #encode}. A window may
     * begin or end inside a word.
     *
     * @return the windows; {@link Encoding#droppedTokens()} of each is what it lacks of the whole
     * @throws InvalidInputException as in {@link #encodeWords}
     * @throws IllegalStateException if this is closed
     */
    public List<Encoding> windowsOfWords(String text, List<Word> words, EncodingOptions options) {
        return request(text, words, options).windows();
    }

    /**
     * Fills encodings up to the same length. One that is longer than a fixed length stays as it is.
     *
     * @return the encodings in the same order; unmodifiable
     * @throws ModelFormatException if something may have to be filled and the tokenizer has no padding token
     * @throws IllegalStateException if this is closed
     */
    public List<Encoding> pad(List<Encoding> encodings, PaddingOptions options) {
        Objects.requireNonNull(encodings, "encodings");
        Objects.requireNonNull(options, "options");
        requireOpen();
        if (parts.padder() == null) {
            boolean even = encodings.stream().mapToInt(Encoding::length).distinct().count() <= 1;
            if (even && options.equals(PaddingOptions.longest())) {
                return List.copyOf(encodings);
            }
            throw new ModelFormatException(name + ": expected a padding token to fill a batch with, found none; add "
                    + "pad_token to tokenizer_config.json, or run the texts one by one");
        }
        return parts.padder().pad(encodings, options);
    }

    /**
     * Text of ids as transformers' {@code decode} gives it, clean-up of spaces included where tokenizer_config.json asks
     * for it. Ids outside the vocabulary are left out.
     *
     * @param ids token ids
     * @param skipSpecialTokens whether special tokens are left out
     * @throws IllegalStateException if this is closed
     */
    public String decode(int[] ids, boolean skipSpecialTokens) {
        Objects.requireNonNull(ids, "ids");
        requireOpen();
        String text = parts.engine().decode(ids, skipSpecialTokens);
        return parts.cleanUp() ? CleanUp.text(text) : text;
    }

    /** The most tokens the model takes, as {@code model_max_length} says; empty if it is missing or "no limit". */
    public OptionalInt modelMaxLength() {
        return optional(parts.modelMaxLength());
    }

    /** Id of the padding token. */
    public OptionalInt padTokenId() {
        return parts.padder() == null ? OptionalInt.empty() : OptionalInt.of(parts.padder().id());
    }

    /** Id of the unknown token. */
    public OptionalInt unknownTokenId() {
        return optional(parts.unknownId());
    }

    /** Id of a token of the vocabulary, added tokens included. */
    public OptionalInt idOf(String token) {
        Integer id = parts.vocabulary().idOf(Objects.requireNonNull(token, "token"));
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The token with an id. */
    public Optional<String> tokenOf(int id) {
        return Optional.ofNullable(parts.vocabulary().tokenOf(id));
    }

    /** Number of tokens, added tokens included. */
    public int vocabularySize() {
        return parts.vocabulary().size();
    }

    /** Whether the tokenizer class gives {@code token_type_ids} to its model; {@link Encoding#typeIds()} exists anyway. */
    public boolean returnsTokenTypeIds() {
        return parts.typeIds();
    }

    /** What marks a piece that continues a word, such as {@code ##}; empty if the model has no such mark. */
    public Optional<String> continuingSubwordPrefix() {
        return parts.prefix().isEmpty() ? Optional.empty() : Optional.of(parts.prefix());
    }

    /** How many special tokens are added to one text, or to a pair. */
    public int specialTokenCount(boolean pair) {
        return parts.processor().added(pair);
    }

    /**
     * The languages that the model of a translation tokenizer tells apart, by its own codes: {@code de} for M2M100, {@code deu_Latn}
     * for NLLB, {@code de_DE} for mBART, {@code deu} for a Marian model of several targets.
     *
     * @return the codes, sorted; empty where the tokenizer knows none
     */
    public SortedSet<String> languages() {
        return parts.sides() == null ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(new TreeSet<>(parts.sides().languages().keySet()));
    }

    /**
     * The token of a language, which the decoder of some models is made to begin with.
     *
     * @param language one of {@link #languages()}, also with the marks of its token ({@code __de__}, {@code >>deu<<}), or a code of ISO
     *     639-1 where that names exactly one
     * @return its id
     * @throws InvalidInputException if it names none or several of the languages
     */
    public int languageId(String language) {
        Objects.requireNonNull(language, "language");
        if (parts.sides() == null) {
            throw new InvalidInputException(name + ": language: expected a tokenizer that knows languages, found one without; leave the"
                    + " language out");
        }
        return parts.sides().id(language, name);
    }

    /**
     * A view for source texts of a translation: with the tokens that the model's class puts around texts of these languages. It shares
     * everything with this tokenizer, and closing either closes both. A tokenizer without languages gives itself.
     *
     * @param from language of the texts, as in {@link #languageId}; null for the model's default
     * @param to language to translate to; null for the model's default, or where the model doesn't ask for it
     * @throws InvalidInputException if a language names none or several of the model's, or one is needed and not there
     */
    public Tokenizer source(@Nullable String from, @Nullable String to) {
        TranslationSides sides = parts.sides();
        return sides == null ? this
                : new Tokenizer(name, parts.with(parts.engine(), parts.vocabulary(), sides.source(from, to, parts.vocabulary(), name)));
    }

    /**
     * A view for target texts of a translation, such as the labels of training. It shares everything with this tokenizer, and closing
     * either closes both. A tokenizer without languages gives itself.
     *
     * @param to language of the texts, as in {@link #languageId}; null for the model's default
     * @throws InvalidInputException if the language names none or several of the model's, or one is needed and not there
     */
    public Tokenizer target(@Nullable String to) {
        TranslationSides sides = parts.sides();
        return sides == null ? this : new Tokenizer(name, parts.with(sides.target(), sides.targetVocabulary(), sides.target(to, name)));
    }

    /** Lets running calls finish, then frees what is held. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        parts.engine().close();
    }

    @Override
    public String toString() {
        return "Tokenizer[" + name + ", " + implementation() + ", " + vocabularySize() + " tokens]";
    }

    private EncodingRequest request(String text, @Nullable String textPair, EncodingOptions options) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(options, "options");
        requireOpen();
        Unicode.requireWellFormed(text, "text");
        if (textPair != null) {
            Unicode.requireWellFormed(textPair, "textPair");
        }
        PieceEngine engine = parts.engine();
        RawPieces second = textPair == null ? null : engine.encode(textPair);
        return new EncodingRequest(name, parts, options, engine.encode(text), second);
    }

    private EncodingRequest request(String text, List<Word> words, EncodingOptions options) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(options, "options");
        List<Word> list = List.copyOf(words);
        requireOpen();
        if (!parts.takesWords()) {
            throw new InvalidInputException(name + ": expected a tokenizer that puts a space before each word, found one "
                    + "without; set add_prefix_space to true in tokenizer_config.json, or encode the text as it is");
        }
        Unicode.requireWellFormed(text, "text");
        for (int i = 0; i < list.size(); i++) {
            Word word = list.get(i);
            if (word.end() > text.length()) {
                throw new InvalidInputException("words[" + i + "]: expected a place inside the text of " + text.length()
                        + " UTF-16 units, found " + word.start() + " to " + word.end() + "; pass the text that the words "
                        + "were split from");
            }
            Unicode.requireWellFormed(word.text(), "words[" + i + "]");
        }
        return new EncodingRequest(name, parts, options, parts.engine().encode(text, list), null);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(name + ": this tokenizer is closed");
        }
    }

    private static OptionalInt optional(int value) {
        return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** Takes the files of a tokenizer; not thread-safe. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public static final class Builder {
        private String name = "tokenizer";
        private byte @Nullable [] json;
        private byte @Nullable [] config;
        private byte @Nullable [] specialTokensMap;
        private byte @Nullable [] vocabulary;
        private final Map<String, byte[]> sentencePiece = new HashMap<>();
        private @Nullable String modelType;
        private Implementation implementation = Implementation.AUTO;

        private Builder() {}

        /** How the model is called in messages; default {@code tokenizer}. */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Content of tokenizer.json; this or a {@link #vocabulary} is needed, and this counts if both are given. */
        public Builder tokenizerJson(byte[] json) {
            this.json = Objects.requireNonNull(json, "json");
            return this;
        }

        /** Content of tokenizer_config.json; null if there is none. */
        public Builder tokenizerConfig(byte @Nullable [] json) {
            this.config = json;
            return this;
        }

        /** Content of special_tokens_map.json; null if there is none. */
        public Builder specialTokensMap(byte @Nullable [] json) {
            this.specialTokensMap = json;
            return this;
        }

        /** Content of vocab.txt, one token a line, for BERT-like classes. */
        public Builder vocabulary(byte[] vocabTxt) {
            this.vocabulary = Objects.requireNonNull(vocabTxt, "vocabTxt");
            return this;
        }

        /**
         * A file that SentencePiece classes read: one of {@link Tokenizer#sentencePieceFiles()}. For a class that reads them itself (Marian,
         * M2M100) they count before a tokenizer.json, which is a conversion and may give other tokens; mBART, NLLB and T5 are read from them where
         * there is none.
         *
         * @param file the file's name
         * @param bytes its content; null if there is none
         */
        public Builder sentencePieceFile(String file, byte @Nullable [] bytes) {
            if (!sentencePieceFiles().contains(Objects.requireNonNull(file, "file"))) {
                throw new IllegalArgumentException("file: expected one of " + sentencePieceFiles() + ", found another");
            }
            if (bytes != null) {
                sentencePiece.put(file, bytes);
            }
            return this;
        }

        /** {@code model_type} of config.json, used where tokenizer_config.json names no class; null if unknown. */
        public Builder modelType(@Nullable String modelType) {
            this.modelType = modelType;
            return this;
        }

        /** What shall cut the text; default {@link Implementation#AUTO}. */
        public Builder implementation(Implementation implementation) {
            this.implementation = Objects.requireNonNull(implementation, "implementation");
            return this;
        }

        /**
         * Builds the tokenizer.
         *
         * @throws IllegalStateException if neither a tokenizer.json nor a vocabulary was given
         * @throws ModelFormatException if a file is damaged or of a kind that is not supported, or if the Java
         *     implementation was asked for and cannot do it
         * @throws io.glossa.error.EngineException if the native library is needed and cannot be loaded
         */
        public Tokenizer build() {
            TokenizerConfig settings = new TokenizerConfig(name, parse(config, "tokenizer_config.json"),
                    parse(specialTokensMap, "special_tokens_map.json"), modelType);
            TokenizerAssembly original = implementation == Implementation.NATIVE ? null
                    : SentencePieceAssembly.of(name, settings, sentencePiece, json != null);
            if (original != null) {
                return new Tokenizer(name, original);
            }
            ObjectNode tree = parse(json, "tokenizer.json");
            if (tree == null) {
                if (vocabulary == null && !sentencePiece.isEmpty()) {
                    throw new ModelFormatException(name + ": expected tokenizer.json, or the SentencePiece files of Marian, M2M100, mBART, "
                            + "NLLB or T5 (with vocab.json for the first two), found others; save the model with transformers' AutoTokenizer, which "
                            + "writes tokenizer.json");
                }
                if (vocabulary == null) {
                    throw new IllegalStateException("expected tokenizerJson or vocabulary to be set, found neither");
                }
                tree = TokenizerTree.ofVocabulary(vocabulary, settings, name);
            }
            return new Tokenizer(name, TokenizerAssembly.of(tree, settings, name, implementation));
        }

        private @Nullable ObjectNode parse(byte @Nullable [] bytes, String file) {
            return bytes == null ? null : SafeJson.object(bytes, name + ": " + file);
        }
    }
}
