package io.glossa.internal.pipeline;

import io.glossa.Glossary;
import io.glossa.ProtectedText;
import io.glossa.TokenUsage;
import io.glossa.TranslatedText;
import io.glossa.Translation;
import io.glossa.base.internal.Unicode;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.translation.CutTexts;
import io.glossa.internal.translation.DocumentTranslation;
import io.glossa.internal.translation.DocumentTranslator;
import io.glossa.internal.translation.MarkStyle;
import io.glossa.internal.translation.SegmentRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Texts of any length over a model that translates sentences, with all the alternatives that it gives. Thread-safe. */
public final class TextTranslator {
    private final DocumentTranslator documents;
    private final int alternatives;
    private final Function<List<String>, List<Translation>> model;

    /**
     * A translator of texts.
     *
     * @param rules languages and line breaks
     * @param glossary terms
     * @param kinds what else is protected
     * @param fits whether a sentence is short enough for the model
     * @param alternatives how many the model gives for each sentence, and so how many a text has
     * @param model translates sentences
     */
    public TextTranslator(SegmentRules rules, Glossary glossary, Set<ProtectedText> kinds, Predicate<String> fits, int alternatives,
            Function<List<String>, List<Translation>> model) {
        this.alternatives = alternatives;
        this.documents = new DocumentTranslator(rules, glossary, kinds, MarkStyle.defaults(), fits);
        this.model = model;
    }

    /**
     * Translates texts.
     *
     * @throws IndexedFailure for the first text that cannot be translated
     */
    public List<TranslatedText> translate(List<String> texts) {
        try {
            return together(texts);
        } catch (IndexedFailure e) {
            // Its index is that of a sentence: which text is it?
            for (int i = 0; i < texts.size(); i++) {
                try {
                    together(texts.subList(i, i + 1));
                } catch (IndexedFailure own) {
                    throw new IndexedFailure(i, own.reason());
                }
            }
            throw e;
        }
    }

    /**
     * Translates one text, sentence after sentence, and shows the best translation as it grows.
     *
     * @param growing translates a sentence and shows the best translation so far, each time the last one and more
     * @param soFar takes the translation of the text so far, each time the last one and more
     * @throws IndexedFailure if it cannot be translated
     */
    public TranslatedText translate(String text, BiFunction<String, Consumer<String>, Translation> growing, Consumer<String> soFar) {
        CutTexts cut = cut(List.of(text));
        Map<String, Translation> known = new HashMap<>();
        DocumentTranslation best = documents.translate(cut, (sentence, told) -> {
            Translation translation = known.get(sentence);
            if (translation == null) {
                translation = growing.apply(sentence, told);
                known.put(sentence, translation);
            }
            return translation.text();
        }, soFar);
        return results(List.of(text), cut, known, List.of(best)).get(0);
    }

    private List<TranslatedText> together(List<String> texts) {
        CutTexts cut = cut(texts);
        Map<String, Translation> known = new HashMap<>();
        return results(texts, cut, known, documents.translate(cut, sentences -> ask(sentences, 0, known)));
    }

    private CutTexts cut(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            try {
                Unicode.requireWellFormed(texts.get(i), "text");
            } catch (InvalidInputException e) {
                throw new IndexedFailure(i, e);
            }
        }
        return documents.cut(texts);
    }

    /** The results with the alternatives after the best. */
    private List<TranslatedText> results(List<String> texts, CutTexts cut, Map<String, Translation> known, List<DocumentTranslation> first) {
        List<List<DocumentTranslation>> ranks = new ArrayList<>(List.of(first));
        for (int rank = 1; rank < alternatives; rank++) {
            int wanted = rank;
            ranks.add(documents.translate(cut, sentences -> ask(sentences, wanted, known)));
        }
        List<TranslatedText> results = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            DocumentTranslation best = ranks.get(0).get(i);
            List<Translation> sentences = best.sentences().stream().map(each -> text.substring(each.sourceStart(), each.sourceEnd()))
                    .filter(known::containsKey).map(known::get).toList();
            List<Translation.Candidate> candidates = new ArrayList<>();
            for (int rank = 0; rank < ranks.size(); rank++) {
                candidates.add(candidate(ranks.get(rank).get(i).text(), sentences, rank));
            }
            results.add(new TranslatedText(new Translation(candidates, usage(sentences)), best.sentences(), best.failures()));
        }
        return results;
    }

    /** The translations of a rank; sentences are translated once. */
    private List<String> ask(List<String> sentences, int rank, Map<String, Translation> known) {
        List<String> missing = sentences.stream().filter(sentence -> !known.containsKey(sentence)).distinct().toList();
        List<Translation> found = missing.isEmpty() ? List.of() : model.apply(missing);
        for (int i = 0; i < missing.size(); i++) {
            known.put(missing.get(i), found.get(i));
        }
        return sentences.stream().map(sentence -> ranked(known.get(sentence), rank).text()).toList();
    }

    private static Translation.Candidate ranked(Translation translation, int rank) {
        return translation.alternatives().get(Math.min(rank, translation.alternatives().size() - 1));
    }

    private static Translation.Candidate candidate(String text, List<Translation> sentences, int rank) {
        List<Integer> ids = new ArrayList<>();
        double scores = 0;
        Translation.End end = Translation.End.COMPLETE;
        for (Translation sentence : sentences) {
            Translation.Candidate part = ranked(sentence, rank);
            ids.addAll(part.tokenIds());
            scores += part.score();
            end = part.end().compareTo(end) > 0 ? part.end() : end;
        }
        return new Translation.Candidate(text, sentences.isEmpty() ? 0 : (float) (scores / sentences.size()), ids, end);
    }

    private static TokenUsage usage(List<Translation> sentences) {
        int tokens = 0;
        int dropped = 0;
        double unknown = 0;
        for (Translation sentence : sentences) {
            TokenUsage usage = sentence.usage();
            tokens += usage.tokens();
            dropped += usage.droppedTokens();
            unknown += usage.unknownRatio() * usage.tokens();
        }
        return new TokenUsage(tokens, dropped, 1, tokens == 0 ? 0 : unknown / tokens);
    }
}
