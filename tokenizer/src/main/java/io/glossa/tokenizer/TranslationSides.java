package io.glossa.tokenizer;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a tokenizer of a translation model puts around texts in each of its languages. Immutable.
 *
 * @param place where the token of a language stands
 * @param languages tokens of the languages, by the model's codes
 * @param from the language of sources where none is named; null for none
 * @param to the language of targets where none is named; null for none
 * @param eos the token at the end
 * @param alsoSpecial ids that count as special wherever they come from
 * @param target the engine for target texts
 * @param targetVocabulary tokens of target texts; nearly always those of sources
 */
record TranslationSides(Place place, Map<String, Integer> languages, @Nullable String from, @Nullable String to, int eos,
        Set<Integer> alsoSpecial, PieceEngine target, Vocabulary targetVocabulary) {
    /** Where the token of a language stands. */
    enum Place {
        /** There is none. */
        NOWHERE,
        /** The target's before the source text. */
        TARGET_FIRST,
        /** Each text's own before it. */
        FIRST,
        /** Each text's own behind the end token. */
        LAST
    }

    /**
     * The sides of a class with a fast twin that knows languages: mBART, mBART-50 and NLLB.
     *
     * @return null for any other class
     */
    static @Nullable TranslationSides of(TokenizerConfig config, Vocabulary vocabulary, PieceEngine engine) {
        String name = config.traits().name();
        boolean nllb = name.equals("nllb");
        if (!nllb && !name.equals("mbart") && !name.equals("mbart50")) {
            return null;
        }
        Pattern code = Pattern.compile(nllb ? "[a-z]{3}_[A-Z][a-z]{3}" : "[a-z]{2}_[A-Z]{2}");
        Map<String, Integer> languages = new TreeMap<>();
        vocabulary.addedTokens().stream().map(AddedToken::content).filter(token -> code.matcher(token).matches())
                .forEach(token -> languages.put(token, vocabulary.idOf(token)));
        AddedToken end = config.specials().get("eos_token");
        Integer eos = vocabulary.idOf(end == null ? "</s>" : end.content());
        if (languages.isEmpty() || eos == null) {
            return null;
        }
        boolean last = name.equals("mbart") || nllb && config.flag("legacy_behaviour", false);
        String from = config.text("src_lang") != null ? config.text("src_lang") : nllb ? "eng_Latn" : "en_XX";
        return new TranslationSides(last ? Place.LAST : Place.FIRST, languages, from, config.text("tgt_lang"), eos, Set.of(), engine,
                vocabulary);
    }

    /** What comes around source texts. */
    PostProcessor source(@Nullable String from, @Nullable String to, Vocabulary vocabulary, String name) {
        return switch (place) {
            case NOWHERE -> around(null, null, vocabulary);
            // A model of one target has no token for it.
            case TARGET_FIRST -> around(to == null || languages.isEmpty() ? null : id(to, name), null, vocabulary);
            case FIRST -> around(id(from == null ? this.from : from, name), null, vocabulary);
            case LAST -> around(null, id(from == null ? this.from : from, name), vocabulary);
        };
    }

    /** What comes around target texts. */
    PostProcessor target(@Nullable String to, String name) {
        return switch (place) {
            case NOWHERE, TARGET_FIRST -> around(null, null, targetVocabulary);
            case FIRST -> around(id(to == null ? this.to : to, name), null, targetVocabulary);
            case LAST -> around(null, id(to == null ? this.to : to, name), targetVocabulary);
        };
    }

    /** The token of a language. */
    int id(@Nullable String language, String name) {
        if (language == null) {
            throw new InvalidInputException(name + ": language: expected one to be named, found none; the model needs to know it");
        }
        return languages.get(LanguageCodes.resolve(language, languages.keySet(), name));
    }

    private PostProcessor around(@Nullable Integer first, @Nullable Integer last, Vocabulary vocabulary) {
        List<PostProcessor.Part> start = part(first, vocabulary);
        List<PostProcessor.Part> end = new ArrayList<>(part(eos, vocabulary));
        end.addAll(part(last, vocabulary));
        List<PostProcessor.Part> single = new ArrayList<>(start);
        single.add(PostProcessor.Part.text(0, 0));
        List<PostProcessor.Part> pair = new ArrayList<>(single);
        pair.add(PostProcessor.Part.text(1, 0));
        single.addAll(end);
        pair.addAll(end);
        return new PostProcessor(List.copyOf(single), List.copyOf(pair), false, List.of(), alsoSpecial);
    }

    private static List<PostProcessor.Part> part(@Nullable Integer id, Vocabulary vocabulary) {
        return id == null ? List.of() : List.of(PostProcessor.Part.special(0, id, String.valueOf(vocabulary.tokenOf(id))));
    }
}
