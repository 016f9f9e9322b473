package io.glossa;

import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.decoding.Control;
import io.glossa.internal.decoding.GenerationConfig;
import io.glossa.internal.decoding.Hypothesis;
import io.glossa.internal.decoding.TokenListener;
import io.glossa.internal.pipeline.Calls;
import io.glossa.internal.pipeline.Direction;
import io.glossa.internal.pipeline.EncodedText;
import io.glossa.internal.pipeline.GrowingText;
import io.glossa.internal.pipeline.TextTranslator;
import io.glossa.internal.pipeline.ToldText;
import io.glossa.internal.pipeline.WritingModel;
import io.glossa.internal.translation.SegmentRules;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Translates texts with Marian (Opus-MT), M2M100, NLLB, mBART, BART and T5 models, from their weights or from an ONNX export, with the tokens
 * that {@code generate} of transformers 4.57 gives.
 *
 * <pre>{@code
 * try (Translator translator = Translator.builder("hub:Helsinki-NLP/opus-mt-de-en").build()) {
 *     System.out.println(translator.translate("Guten Morgen").text());
 * }
 * }</pre>
 *
 * <p>{@link #translate(String)} gives the model a text as one sequence. It learned from single sentences: what may have several goes to
 * {@link #translateText}. A sequence longer than the model reads is cut, or refused, as the length policy says, and the result tells. Texts of a call that have the same length in tokens go through the model together; none has an influence on another.
 *
 * <p>Thread-safe; load once and share. {@link #close} waits for calls under way; later ones throw {@link IllegalStateException}. All
 * methods that translate throw {@link InvalidInputException} for a text that is not valid Unicode, is empty of tokens or does not
 * fit where it must, or options that do not fit the model, and {@link io.glossa.error.EngineException} if ONNX Runtime fails.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Translator implements AutoCloseable {
    private static final int[] NO_PREFIX = {};
    private static final BooleanSupplier NEVER = () -> false;

    private final WritingModel model;
    private final Direction direction;
    private final TextOptions text;
    private final TranslationOptions options;
    private final Glossary glossary;
    private final Set<ProtectedText> kinds;
    private final GenerationConfig config;

    private Translator(WritingModel model, Direction direction, TextOptions text, TranslationOptions options, Glossary glossary,
            Set<ProtectedText> kinds) {
        this.model = model;
        this.direction = direction;
        this.text = text;
        this.options = options;
        this.glossary = glossary;
        this.kinds = kinds;
        this.config = options.over(model.settings(direction));
    }

    /**
     * Loads a model with the defaults.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     * @throws GlossaException if it is not there or damaged
     */
    public static Translator load(String model) {
        return builder(model).build();
    }

    /**
     * A builder.
     *
     * @param model a folder, the name of an embedded model, or {@code hub:org/name[@revision]}
     */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** Translates one text. */
    public Translation translate(String text) {
        return Calls.one(text, "text", texts -> work(texts, control(NEVER)));
    }

    /** Translates texts; one result each, in order. An empty list gives an empty list. */
    public List<Translation> translate(List<String> texts) {
        Control control = control(NEVER);
        return Calls.many(texts, "texts", some -> work(some, control));
    }

    /** Translates a stream lazily and in order, reading some hundred texts ahead; a timeout is for each such part of the stream. */
    public Stream<Translation> translate(Stream<String> texts) {
        return Calls.lazily(texts, "texts", some -> work(some, control(NEVER)));
    }

    /**
     * Translates one text and shows what is written of the best translation as soon as it cannot change any more: each token with greedy
     * search and sampling; with beams what all hypotheses have in common, and the rest at the end.
     *
     * @param text the text
     * @param soFar takes the translation so far, each time that it has grown: what it had before and more, last the whole of it. Called on the
     *     thread that searches; what it throws ends the search and is thrown
     */
    public Translation translate(String text, Consumer<String> soFar) {
        Objects.requireNonNull(soFar, "soFar");
        return Calls.one(text, "text", texts -> model.call(() -> List.of(grow(model.clean(texts).get(0), control(NEVER), soFar))));
    }

    private Translation grow(String sentence, Control control, Consumer<String> soFar) {
        GrowingText growing = new GrowingText(ids -> model.guarded(() -> model.tokenizer().decode(ids, true)), soFar);
        Translation translation = sentences(List.of(sentence), NO_PREFIX, control, (index, id) -> growing.add(id)).get(0);
        growing.end(translation.text());
        return translation;
    }

    /**
     * Goes on with a translation that somebody began, such as a translator at a keyboard: the text has to begin with it.
     *
     * @param text the text
     * @param begun first words of the translation. They are cut into tokens by themselves, so it is best if they end with a word; for nothing it
     *     is as {@link #translate(String)}
     * @return the whole translation, what was begun included. Its score is that of what was added
     * @throws InvalidInputException if what was begun is as long as the longest translation
     */
    public Translation complete(String text, String begun) {
        Objects.requireNonNull(begun, "begun");
        return Calls.one(text, "text", texts -> model.call(() -> sentences(model.clean(texts), begun.isEmpty() ? NO_PREFIX : prefix(begun),
                control(NEVER), TokenListener.NONE)));
    }

    /** Tokens that the translation begins with; what a model's outputs must begin with comes first. */
    private int[] prefix(String begun) {
        Encoding encoding = model.guarded(() -> model.tokenizer().target(direction.firstToken() >= 0 ? direction.to() : null).encode(begun));
        IntStream.Builder ids = IntStream.builder();
        int first = config.firstToken();
        if (first >= 0) {
            ids.add(first);
        }
        for (int i = 0; i < encoding.length(); i++) {
            if (encoding.specialTokensMask()[i] == 0) {
                ids.add(encoding.ids()[i]);
            }
        }
        return ids.build().toArray();
    }

    /** Translates one text on a thread of this handle; cancelling the future ends the search at its next token. */
    public CompletableFuture<Translation> translateAsync(String text) {
        return translateAsync(text, model.workers().executor());
    }

    /** Translates one text on the given executor; cancelling the future ends the search at its next token. */
    public CompletableFuture<Translation> translateAsync(String text, Executor executor) {
        Objects.requireNonNull(text, "text");
        return later(cancelled -> Calls.one(text, "text", texts -> work(texts, control(cancelled))), executor);
    }

    /** Translates a text of any length, as {@link #translateText(String)}, on a thread of this handle; cancelling the future ends it. */
    public CompletableFuture<TranslatedText> translateTextAsync(String text) {
        return translateTextAsync(text, model.workers().executor());
    }

    /** Translates a text of any length, as {@link #translateText(String)}, on the given executor; cancelling the future ends it. */
    public CompletableFuture<TranslatedText> translateTextAsync(String text, Executor executor) {
        Objects.requireNonNull(text, "text");
        return later(cancelled -> Calls.one(text, "text", texts -> texts(texts, control(cancelled))), executor);
    }

    private static <R> CompletableFuture<R> later(Function<BooleanSupplier, R> work, Executor executor) {
        AtomicBoolean cancelled = new AtomicBoolean();
        CompletableFuture<R> future = Calls.later(() -> work.apply(cancelled::get), executor);
        future.whenComplete((result, failure) -> cancelled.set(future.isCancelled()));
        return future;
    }

    /** One for a whole call, however many searches it takes. */
    private Control control(BooleanSupplier cancelled) {
        return options.timeout().map(timeout -> Control.within(timeout, cancelled)).orElseGet(() -> Control.until(cancelled));
    }

    /**
     * Translates a text of any length: paragraphs, lines, list markers and white space stay, each sentence is translated alone, one that is
     * too long for the model is cut at the best place and marked, and what the {@link Builder#glossary glossary} and
     * {@link Builder#protect protected kinds} name is kept or reported.
     */
    public TranslatedText translateText(String text) {
        return Calls.one(text, "text", texts -> texts(texts, control(NEVER)));
    }

    /**
     * Translates a text of any length, as {@link #translateText(String)}, and shows the translation as it grows: a sentence in which nothing is
     * protected as {@link #translate(String, Consumer)} does, one with terms, placeholders or markup when it is whole, since only then
     * is it known whether these are in it. Sentences go through the model one after the other, which takes longer than
     * together; the result is the same.
     *
     * @param text the text
     * @param soFar takes the translation so far, each time that it has grown: what it had before and more, last the whole of it. Called on the
     *     threads that search, never by two at once; what it throws ends the search and is thrown
     */
    public TranslatedText translateText(String text, Consumer<String> soFar) {
        ToldText told = new ToldText(Objects.requireNonNull(soFar, "soFar"));
        Control control = control(NEVER);
        TranslatedText whole = Calls.one(text, "text", texts -> model.call(() -> List.of(translator(control)
                .translate(model.clean(texts).get(0), (sentence, growing) -> grow(sentence, control, growing), told))));
        told.accept(whole.text());
        return whole;
    }

    /** Translates texts of any length, as {@link #translateText(String)}; one result each, in order. */
    public List<TranslatedText> translateTexts(List<String> texts) {
        Control control = control(NEVER);
        return Calls.many(texts, "texts", some -> texts(some, control));
    }

    /**
     * Translates token ids as they are.
     *
     * @param ids ids of the source, special tokens included
     * @throws InvalidInputException if there are none, or one is not in the vocabulary
     */
    public Translation translateIds(int[] ids) {
        check(ids, "input_ids");
        TokenUsage usage = new TokenUsage(ids.length, 0, 1, 0);
        return model.call(() -> results(List.of(ids.clone()), List.of(usage), NO_PREFIX, control(NEVER), TokenListener.NONE).get(0));
    }

    /**
     * The model's own numbers, for checking it against another implementation: the decoder reads given tokens.
     *
     * @param ids ids of the source, special tokens included
     * @param decoderIds ids that the decoder reads, the one that it begins with included; none for that one alone
     * @throws InvalidInputException if there is no source, or an id is not in the vocabulary
     */
    public TranslationSteps forwardIds(int[] ids, int... decoderIds) {
        check(ids, "input_ids");
        int[] target = decoderIds.length == 0 ? config.prompt(NO_PREFIX) : decoderIds.clone();
        for (int i = 0; i < target.length; i++) {
            if (target[i] < 0 || target[i] >= model.vocabulary()) {
                throw new InvalidInputException("decoder_input_ids[" + i + "]: expected an id that the decoder knows (0 to "
                        + (model.vocabulary() - 1) + "), found " + target[i]);
            }
        }
        return new TranslationSteps(model.forward(ids.clone(), target), model.width());
    }

    /**
     * The model's own numbers for a text and the first token of its translation.
     *
     * @param text the text, encoded as {@link #translate(String)} does
     */
    public TranslationSteps forward(String text) {
        Objects.requireNonNull(text, "text");
        return model.call(() -> forwardIds(model.encode(model.clean(List.of(text)), direction, this.text).get(0).windows().get(0).ids()));
    }

    private void check(int[] ids, String name) {
        if (Objects.requireNonNull(ids, name).length == 0) {
            throw new InvalidInputException(name + ": expected at least one, found none; leave the text out");
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || model.tokenizer().tokenOf(ids[i]).isEmpty()) {
                throw new InvalidInputException(name + "[" + i + "]: expected an id of the vocabulary (0 to "
                        + (model.tokenizer().vocabularySize() - 1) + "), found " + ids[i]);
            }
        }
    }

    /**
     * The languages that the model tells apart, by its own codes; empty for a model of one direction.
     *
     * @return the codes, sorted
     */
    public SortedSet<String> languages() {
        return model.tokenizer().languages();
    }

    /** The model's tokenizer; it closes with this handle. */
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    /** Facts about the model. */
    public ModelInfo model() {
        return ModelInfo.of(model);
    }

    /** This translator with other options for the search; it shares the model, and closing one closes both. */
    public Translator with(TranslationOptions other) {
        return new Translator(model, direction, text, Objects.requireNonNull(other, "options"), glossary, kinds);
    }

    /** This translator with other text options; it shares the model, and closing one closes both. */
    public Translator with(TextOptions other) {
        return new Translator(model, direction, Objects.requireNonNull(other, "options"), options, glossary, kinds);
    }

    /**
     * This translator in another direction; it shares the model, and closing one closes both.
     *
     * @param from language of the texts, as the model calls it or by a code of ISO 639-1 that names exactly one; null for the model's own
     * @param to language to translate to; null for the model's own
     * @throws InvalidInputException if the model doesn't know a language, or the direction
     */
    public Translator between(@Nullable String from, @Nullable String to) {
        return new Translator(model, model.direction(from, to), text, options, glossary, kinds);
    }

    private List<TranslatedText> texts(List<String> texts, Control control) {
        return model.call(() -> translator(control).translate(model.clean(texts)));
    }

    private TextTranslator translator(Control control) {
        return new TextTranslator(SegmentRules.of(direction.from(), direction.to()), glossary, kinds, each -> model.fits(each, direction),
                config.numReturnSequences(), some -> sentences(some, NO_PREFIX, control, TokenListener.NONE));
    }

    private List<Translation> work(List<String> texts, Control control) {
        return model.call(() -> sentences(model.clean(texts), NO_PREFIX, control, TokenListener.NONE));
    }

    private List<Translation> sentences(List<String> texts, int[] prefix, Control control, TokenListener listener) {
        List<EncodedText> encoded = model.encode(texts, direction, text);
        List<int[]> sources = new ArrayList<>(texts.size());
        List<TokenUsage> usages = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            if (encoded.get(i).windows().size() != 1) {
                throw new io.glossa.internal.pipeline.IndexedFailure(i, new InvalidInputException("text: expected one that fits into the"
                        + " model, found " + encoded.get(i).usage().tokens() + " tokens; translations are not put together from windows,"
                        + " split the text into sentences"));
            }
            sources.add(encoded.get(i).windows().get(0).ids());
            usages.add(encoded.get(i).usage());
        }
        return results(sources, usages, prefix, control, listener);
    }

    private List<Translation> results(List<int[]> sources, List<TokenUsage> usages, int[] prefix, Control control, TokenListener listener) {
        List<List<Hypothesis>> found = model.generate(sources, prefix, config, control, listener);
        List<Translation> results = new ArrayList<>(sources.size());
        for (int i = 0; i < sources.size(); i++) {
            results.add(new Translation(found.get(i).stream().map(this::candidate).toList(), usages.get(i)));
        }
        return results;
    }

    private Translation.Candidate candidate(Hypothesis hypothesis) {
        Translation.End end = switch (hypothesis.ended()) {
            case END_TOKEN -> Translation.End.COMPLETE;
            case LENGTH -> Translation.End.LENGTH;
            case DEADLINE, CANCELLED -> Translation.End.TIMEOUT;
            case UNFINISHED -> Translation.End.UNFINISHED;
        };
        return new Translation.Candidate(model.guarded(() -> model.tokenizer().decode(hypothesis.ids(), true)), hypothesis.score(),
                Arrays.stream(hypothesis.ids()).boxed().toList(), end);
    }

    @Override
    public void close() {
        model.close();
    }

    /** Collects the settings of a {@link Translator}. Not thread-safe. */
    public static final class Builder extends ModelBuilder<Builder> {
        private @Nullable String from;
        private @Nullable String to;
        private TranslationOptions options = TranslationOptions.defaults();
        private Glossary glossary = Glossary.none();
        private Set<ProtectedText> kinds = ProtectedText.defaults();

        private Builder(String model) {
            super(model);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Language of the texts, as the model calls it or by a code of ISO 639-1 that names exactly one; default is the model's own. */
        public Builder from(String language) {
            this.from = Objects.requireNonNull(language, "language");
            return this;
        }

        /** Language to translate to, as {@link #from}; default is the model's own. */
        public Builder to(String language) {
            this.to = Objects.requireNonNull(language, "language");
            return this;
        }

        /** How translations are searched for; default is as the model says. */
        public Builder options(TranslationOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Terms and how they are to be translated, for {@link Translator#translateText}; default {@link Glossary#none()}. */
        public Builder glossary(Glossary glossary) {
            this.glossary = Objects.requireNonNull(glossary, "glossary");
            return this;
        }

        /** What translations must have as the source has it, for {@link Translator#translateText}; default {@link ProtectedText#defaults()}. */
        public Builder protect(Set<ProtectedText> kinds) {
            this.kinds = Set.copyOf(kinds);
            return this;
        }

        /**
         * Loads the model.
         *
         * @throws GlossaException if it is not there or damaged, writes no texts, or does not know a language or the direction
         */
        public Translator build() {
            WritingModel loaded = WritingModel.load(model, settings(), "Translator");
            try {
                return new Translator(loaded, loaded.direction(from, to), textOptions(), options, glossary, kinds);
            } catch (RuntimeException e) {
                loaded.close();
                throw e;
            }
        }
    }
}
