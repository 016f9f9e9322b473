package io.glossa.internal.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Translates sentences with protected parts. First with marks for these, in one batch; what comes back without one of its marks,
 * or with one too many, is tried with the next style of mark. What fails with every style is put together from the
 * translations of the words between the protected parts. Where even these are unusable the sentence is translated as it is, and what
 * is missing in it is told. Immutable.
 */
final class ProtectedSentences {
    private final List<MarkStyle> styles;

    ProtectedSentences(List<MarkStyle> styles) {
        this.styles = List.copyOf(styles);
    }

    /** How a sentence came to be. */
    enum Way {
        /** With marks, or without need of them. */
        WHOLE,
        /** From the translations of its pieces. */
        PATCHED,
        /** Without any protection. */
        UNPROTECTED
    }

    /**
     * A translated sentence.
     *
     * @param words what of it is no protected text; with {@link Way#UNPROTECTED} all of it
     * @param lost what should be in it and is not
     */
    record Result(String text, Way way, String words, List<ProtectedSpan> lost) {}

    /** @param model gives a translation for each sentence, in order; asked at most once for each style and twice more */
    List<Result> translate(List<SentenceParts> sentences, UnaryOperator<List<String>> model) {
        Result[] results = new Result[sentences.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            SentenceParts parts = sentences.get(i);
            if (parts.hasWords()) {
                open.add(i);
            } else {
                results[i] = new Result(parts.with(parts.words()), Way.WHOLE, String.join("\n", parts.words()), List.of());
            }
        }
        for (int style = 0; style < Math.max(1, styles.size()) && !open.isEmpty(); style++) {
            open = marked(sentences, open, style, model, results);
        }
        open = pieces(sentences, open, model, results);
        unprotected(sentences, open, model, results);
        return Arrays.asList(results);
    }

    /** One try with a style; returns what remains open. */
    private List<Integer> marked(
            List<SentenceParts> sentences, List<Integer> open, int style, UnaryOperator<List<String>> model, Result[] results) {
        List<Integer> tried = new ArrayList<>();
        List<Optional<MarkedSentence>> marked = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (int index : open) {
            SentenceParts parts = sentences.get(index);
            if (parts.groups().isEmpty()) {
                texts.add(parts.text());
                marked.add(Optional.empty());
                tried.add(index);
                continue;
            }
            Optional<MarkedSentence> sentence =
                    style < styles.size() ? MarkedSentence.of(parts, styles.get(style)) : Optional.empty();
            if (sentence.isPresent()) {
                texts.add(sentence.get().text());
                marked.add(sentence);
                tried.add(index);
            } else {
                left.add(index);
            }
        }
        List<String> translations = ask(model, texts);
        for (int i = 0; i < translations.size(); i++) {
            int index = tried.get(i);
            SentenceParts parts = sentences.get(index);
            String translation = translations.get(i);
            Optional<String> words = marked.get(i).map(m -> m.words(translation)).orElse(Optional.of(translation));
            if (words.isPresent()) {
                String text = marked.get(i).flatMap(m -> m.restore(translation)).orElse(translation);
                results[index] = new Result(parts.before() + text + parts.after(), Way.WHOLE, words.get(), List.of());
            } else {
                left.add(index);
            }
        }
        left.sort(null);
        return left;
    }

    private static List<Integer> pieces(
            List<SentenceParts> sentences, List<Integer> open, UnaryOperator<List<String>> model, Result[] results) {
        List<String> texts = new ArrayList<>();
        for (int index : open) {
            sentences.get(index).words().stream().filter(Characters::hasLetter).map(ProtectedSentences::trim)
                    .forEach(texts::add);
        }
        List<String> translations = ask(model, texts);
        List<Integer> left = new ArrayList<>();
        int at = 0;
        for (int index : open) {
            SentenceParts parts = sentences.get(index);
            List<String> words = new ArrayList<>();
            boolean usable = true;
            for (int i = 0; i < parts.words().size(); i++) {
                String word = parts.words().get(i);
                if (Characters.hasLetter(word)) {
                    String translation = translations.get(at++);
                    usable &= !translation.isBlank() && !repeatsProtected(parts, word, translation);
                    words.add(edged(word, translation, i, parts));
                } else {
                    words.add(word);
                }
            }
            if (usable) {
                results[index] = new Result(parts.with(words), Way.PATCHED, String.join("\n", words), List.of());
            } else {
                left.add(index);
            }
        }
        return left;
    }

    private static void unprotected(
            List<SentenceParts> sentences, List<Integer> open, UnaryOperator<List<String>> model, Result[] results) {
        List<String> translations = ask(model, open.stream().map(index -> sentences.get(index).text()).toList());
        for (int i = 0; i < translations.size(); i++) {
            SentenceParts parts = sentences.get(open.get(i));
            String translation = translations.get(i);
            String text = parts.before() + translation + parts.after();
            results[open.get(i)] = new Result(text, Way.UNPROTECTED, text, Survivors.missing(parts, translation));
        }
    }

    private static List<String> ask(UnaryOperator<List<String>> model, List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        List<String> translations = model.apply(List.copyOf(texts));
        if (translations.size() != texts.size()) {
            throw new IllegalStateException("model: expected " + texts.size() + " translations, found "
                    + translations.size() + "; it must give one for each sentence");
        }
        return translations;
    }

    private static String trim(String words) {
        int start = Characters.skipSpaces(words, 0, words.length());
        return words.substring(start, Characters.trimEnd(words, start, words.length()));
    }

    /** A translation with the white space of what it stands for, and a space where words would run together. */
    private static String edged(String words, String translation, int place, SentenceParts parts) {
        int start = Characters.skipSpaces(words, 0, words.length());
        String before = words.substring(0, start);
        String after = words.substring(Characters.trimEnd(words, start, words.length()));
        if (translation.isEmpty()) {
            return before + after;
        }
        if (before.isEmpty() && place > 0) {
            String left = parts.groups().get(place - 1).replacement();
            before = Characters.wouldRunTogether(left.codePointBefore(left.length()), translation.codePointAt(0)) ? " " : "";
        }
        if (after.isEmpty() && place < parts.groups().size()) {
            String right = parts.groups().get(place).replacement();
            int last = translation.codePointBefore(translation.length());
            after = Characters.wouldRunTogether(last, right.codePointAt(0)) ? " " : "";
        }
        return before + translation + after;
    }

    /** Whether a translation has a placeholder, tag or address that belongs elsewhere. */
    private static boolean repeatsProtected(SentenceParts parts, String words, String translation) {
        return parts.groups().stream().flatMap(group -> group.spans().stream())
                .filter(span -> !span.isTerm() && span.length() > 1)
                .anyMatch(span -> translation.contains(span.text()) && !words.contains(span.text()));
    }
}
