package io.glossa.internal.translation;

import io.glossa.Glossary;
import io.glossa.GlossaryFailure;
import io.glossa.ProtectedText;
import io.glossa.TranslatedSentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Translates texts with a model that translates sentences. The sentences of all texts go to the model together; what becomes of
 * a text does not depend on the others, if the model keeps to the same. Immutable, and thread-safe if {@code fits} is.
 */
public final class DocumentTranslator {
    private final SegmentRules rules;
    private final SpanFinder finder;
    private final ProtectedSentences sentences;
    private final Predicate<String> fits;

    /**
     * A translator.
     *
     * @param rules languages and line breaks
     * @param glossary terms
     * @param kinds what else is protected
     * @param styles of marks, the one that the model copies best first; none translates around protected parts at once
     * @param fits whether a sentence is short enough for the model; {@code s -> true} cuts none
     */
    public DocumentTranslator(SegmentRules rules, Glossary glossary, Set<ProtectedText> kinds, List<MarkStyle> styles,
            Predicate<String> fits) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.finder = new SpanFinder(glossary, kinds, rules.wrapped());
        this.sentences = new ProtectedSentences(styles);
        this.fits = Objects.requireNonNull(fits, "fits");
    }

    /**
     * The translations of texts.
     *
     * @param texts any texts, valid UTF-16 if the model asks for it
     * @param model gives a translation for each sentence, in order; not asked if there is nothing to translate
     * @return one for each text, in order
     * @throws IllegalStateException if the model gives more or fewer translations than sentences
     */
    public List<DocumentTranslation> translate(List<String> texts, UnaryOperator<List<String>> model) {
        return translate(cut(texts), model);
    }

    /** Cuts texts into sentences; {@code fits} is asked now and not again. */
    public CutTexts cut(List<String> texts) {
        List<Segments> segments = new ArrayList<>();
        List<SentenceParts> parts = new ArrayList<>();
        for (String text : texts) {
            SourceText source = new SourceText(text, finder.find(text), rules.wrapped());
            Segments cut = Segments.of(source, rules, fits);
            segments.add(cut);
            cut.all().forEach(segment -> parts.add(SentenceParts.of(source, segment.start(), segment.end())));
        }
        return new CutTexts(segments, parts);
    }

    /**
     * The translations of texts that were cut before.
     *
     * @param texts by this translator
     * @param model gives a translation for each sentence, in order; not asked if there is nothing to translate
     * @return one for each text, in order
     * @throws IllegalStateException if the model gives more or fewer translations than sentences
     */
    public List<DocumentTranslation> translate(CutTexts texts, UnaryOperator<List<String>> model) {
        List<ProtectedSentences.Result> results = sentences.translate(texts.parts(), model);
        List<DocumentTranslation> translations = new ArrayList<>();
        int at = 0;
        for (Segments cut : texts.segments()) {
            translations.add(join(cut, results.subList(at, at + cut.size())));
            at += cut.size();
        }
        return translations;
    }

    /**
     * The translation of one text, which is the same as with all its sentences together, one sentence after the other and shown as it grows:
     * a sentence in which nothing is protected as the model shows it, any other when it is whole.
     *
     * @param texts one text, by this translator
     * @param model translates a sentence and shows the translation so far, each time the last one and more
     * @param soFar takes the translation of the text so far, each time the last one and more
     */
    public DocumentTranslation translate(CutTexts texts, BiFunction<String, Consumer<String>, String> model, Consumer<String> soFar) {
        Segments segments = texts.segments().get(0);
        List<ProtectedSentences.Result> results = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        for (SentenceParts parts : texts.parts()) {
            String before = segments.beginning(whole);
            Consumer<String> growing = parts.groups().isEmpty() ? words -> soFar.accept(before + parts.before() + words) : words -> { };
            ProtectedSentences.Result result = sentences.translate(List.of(parts),
                    some -> some.stream().map(sentence -> model.apply(sentence, growing)).toList()).get(0);
            results.add(result);
            whole.add(result.text());
            soFar.accept(before + result.text());
        }
        return join(segments, results);
    }

    private DocumentTranslation join(Segments segments, List<ProtectedSentences.Result> results) {
        Rejoined rejoined = segments.rejoin(results.stream().map(ProtectedSentences.Result::text).toList());
        List<TranslatedSentence> sentences = new ArrayList<>();
        List<GlossaryFailure> failures = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            ProtectedSentences.Result result = results.get(i);
            Rejoined.Place place = rejoined.places().get(i);
            sentences.add(new TranslatedSentence(place.sourceStart(), place.sourceEnd(), place.targetStart(),
                    place.targetEnd(), place.split(), result.way() == ProtectedSentences.Way.PATCHED));
            result.lost().forEach(span -> failures.add(failure(span)));
            Segment segment = segments.all().get(i);
            boolean whole = result.way() == ProtectedSentences.Way.UNPROTECTED;
            List<ProtectedSpan> spans = segments.source().spans(segment.start(), segment.end());
            failures.addAll(NumberCheck.compare(segments.source(), segment, whole ? List.of() : spans, result.words(), rules));
        }
        failures.sort(Comparator.comparingInt(GlossaryFailure::start).thenComparingInt(GlossaryFailure::end));
        return new DocumentTranslation(rejoined.text(), sentences, failures);
    }

    private static GlossaryFailure failure(ProtectedSpan span) {
        return new GlossaryFailure(span.isTerm() ? GlossaryFailure.Kind.TERM : GlossaryFailure.Kind.PROTECTED,
                span.replacement(), span.start(), span.end());
    }
}
