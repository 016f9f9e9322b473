package io.glossa.text;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * The language detector of Apache OpenNLP, asked for the languages of one script that have a code in ISO 639-1. It sees the
 * letters of that script and spaces, nothing else: no address or number leads it astray, and none of its patterns meets text
 * that was made to be slow. Thread-safe.
 */
final class OpenNlpLanguages {
    /** Scripts whose languages it tells apart. */
    static final Set<String> SCRIPTS = Set.of(Scripts.LATIN, Scripts.CYRILLIC, Scripts.ARABIC, Scripts.DEVANAGARI);

    private static final String MODEL = "langdetect-183.bin";
    /**
     * The model is far less sure than it could be. With its probabilities raised to this power and made to sum to one, mean
     * confidence and share of right answers on Tatoeba differ by two points (LanguageMeasurement prints both).
     */
    private static final double SHARPNESS = 20;
    private static final int MOST_LETTERS = 2000;
    /** Codes of the model that are parts, or other names, of a language in ISO 639-1. */
    private static final Map<String, String> PARTS = Map.of("ekk", "et", "lvs", "lv", "pes", "fa", "plt", "mg", "pnb", "pa",
            "tgl", "tl", "nob", "no", "nno", "no");
    private static final Map<String, String> CODES = codes();

    private final LanguageDetectorModel model;

    private OpenNlpLanguages(LanguageDetectorModel model) {
        this.model = model;
    }

    private static final class Holder {
        private static final OpenNlpLanguages SHARED = read();
    }

    /**
     * The model, read once.
     *
     * @throws ModelNotFoundException if it is not on the class path
     */
    static OpenNlpLanguages shared() {
        if (loader().getResource(MODEL) == null) {
            throw missing("org.apache.opennlp:opennlp-models-langdetect", null);
        }
        return Holder.SHARED;
    }

    /** Asked itself, since a class asks only its own module. */
    private static ClassLoader loader() {
        ClassLoader own = OpenNlpLanguages.class.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }

    static ModelNotFoundException missing(String artifact, @Nullable Throwable cause) {
        String message = "language detector: expected " + artifact + " on the class path, found none; add it as a dependency"
                + " (it is an optional one of glossa-tokenizer), or use LanguageDetector.scripts()";
        return cause == null ? new ModelNotFoundException(message) : new ModelNotFoundException(message, cause);
    }

    private static OpenNlpLanguages read() {
        try (InputStream in = loader().getResourceAsStream(MODEL)) {
            return new OpenNlpLanguages(new LanguageDetectorModel(new BufferedInputStream(Objects.requireNonNull(in))));
        } catch (IOException e) {
            throw new ModelFormatException(MODEL + ": expected a language model of OpenNLP, found a damaged one ("
                    + e.getClass().getSimpleName() + "); get org.apache.opennlp:opennlp-models-langdetect again", e);
        }
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>(PARTS);
        for (String code : Locale.getISOLanguages()) {
            codes.putIfAbsent(new Locale(code).getISO3Language(), code);
        }
        return Map.copyOf(codes);
    }

    /** A language, and how likely it is among those that were asked for. */
    record Guess(String language, double confidence) {}

    /**
     * The likeliest language.
     *
     * @param among the only languages to choose from; empty for all of the script
     * @return null if the model knows none of them
     */
    @Nullable Guess guess(String text, String script, List<String> among) {
        Map<String, Double> found = new HashMap<>();
        for (Language language : new LanguageDetectorME(model).predictLanguages(letters(text, script))) {
            String code = CODES.get(language.getLang());
            if (code != null && (among.isEmpty() ? Scripts.canBeWrittenIn(code, script) : among.contains(code))) {
                found.merge(code, language.getConfidence(), Math::max);
            }
        }
        String best = null;
        double most = 0;
        for (Map.Entry<String, Double> entry : found.entrySet()) {
            if (entry.getValue() > most || (best != null && entry.getValue() == most && entry.getKey().compareTo(best) < 0)) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        if (best == null) {
            return null;
        }
        double all = 0;
        for (double probability : found.values()) {
            all += Math.pow(probability / most, SHARPNESS);
        }
        return new Guess(best, 1 / all);
    }

    private static String letters(String text, String script) {
        StringBuilder letters = new StringBuilder();
        boolean space = false;
        for (int i = 0; i < text.length() && letters.length() < MOST_LETTERS; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean mark = Character.getType(c) == Character.NON_SPACING_MARK || Character.getType(c) == Character.COMBINING_SPACING_MARK;
            if (mark || c == '\'' || c == '\u2019' || (Character.isLetter(c) && Scripts.code(c).equals(script))) {
                letters.appendCodePoint(c);
                space = false;
            } else if (!space && letters.length() > 0) {
                letters.append(' ');
                space = true;
            }
        }
        return letters.toString();
    }
}
