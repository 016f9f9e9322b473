package io.glossa.text;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which script a text is written in, and which languages are written in which script. */
final class Scripts {
    /** A text without letters. */
    static final String NONE = "Zyyy";
    static final String HAN = "Hani";
    static final String JAPANESE = "Jpan";
    static final String LATIN = "Latn";
    static final String CYRILLIC = "Cyrl";
    static final String ARABIC = "Arab";
    static final String DEVANAGARI = "Deva";

    /** Han with at least one kana in ten characters is Japanese; fewer are names and ornaments in Chinese. */
    private static final int KANA_SHARE = 10;

    private static final Map<UnicodeScript, String> CODES = new EnumMap<>(UnicodeScript.class);
    /** Languages that are not, or not only, written in Latin letters. */
    private static final Map<String, Set<String>> LANGUAGES = new HashMap<>();

    static {
        Map<String, String> codes = Map.ofEntries(Map.entry("LATIN", LATIN), Map.entry("CYRILLIC", CYRILLIC),
                Map.entry("ARABIC", ARABIC), Map.entry("DEVANAGARI", DEVANAGARI), Map.entry("HAN", HAN),
                Map.entry("BOPOMOFO", HAN), Map.entry("HIRAGANA", JAPANESE), Map.entry("KATAKANA", JAPANESE),
                Map.entry("HANGUL", "Hang"), Map.entry("GREEK", "Grek"), Map.entry("HEBREW", "Hebr"),
                Map.entry("THAI", "Thai"), Map.entry("LAO", "Laoo"), Map.entry("KHMER", "Khmr"),
                Map.entry("MYANMAR", "Mymr"), Map.entry("GEORGIAN", "Geor"), Map.entry("ARMENIAN", "Armn"),
                Map.entry("BENGALI", "Beng"), Map.entry("GURMUKHI", "Guru"), Map.entry("GUJARATI", "Gujr"),
                Map.entry("ORIYA", "Orya"), Map.entry("TAMIL", "Taml"), Map.entry("TELUGU", "Telu"),
                Map.entry("KANNADA", "Knda"), Map.entry("MALAYALAM", "Mlym"), Map.entry("SINHALA", "Sinh"),
                Map.entry("ETHIOPIC", "Ethi"), Map.entry("TIBETAN", "Tibt"), Map.entry("THAANA", "Thaa"),
                Map.entry("MONGOLIAN", "Mong"));
        codes.forEach((name, code) -> CODES.put(UnicodeScript.valueOf(name), code));
        for (String line : List.of("zh Hani", "ja Jpan Hani", "ko Hang Hani", "el Grek", "he Hebr", "yi Hebr", "th Thai",
                "lo Laoo", "km Khmr", "my Mymr", "ka Geor", "hy Armn", "bn Beng", "as Beng", "gu Gujr", "or Orya", "ta Taml",
                "te Telu", "kn Knda", "ml Mlym", "si Sinh", "am Ethi", "ti Ethi", "bo Tibt", "dz Tibt", "dv Thaa",
                "pa Guru Arab", "hi Deva", "mr Deva", "ne Deva", "sa Deva", "sd Arab Deva", "ks Arab Deva", "ar Arab",
                "fa Arab", "ur Arab", "ps Arab", "ug Arab", "ku Latn Arab", "ms Latn Arab", "ha Latn Arab", "ru Cyrl",
                "uk Cyrl", "be Cyrl", "bg Cyrl", "mk Cyrl", "sr Cyrl Latn", "bs Latn Cyrl", "kk Cyrl Latn Arab",
                "ky Cyrl Arab", "tg Cyrl", "tt Cyrl Latn", "ba Cyrl", "cv Cyrl", "ce Cyrl", "os Cyrl", "kv Cyrl", "ab Cyrl",
                "av Cyrl", "cu Cyrl", "mn Cyrl Mong", "uz Latn Cyrl", "az Latn Cyrl Arab", "tk Latn Cyrl", "ro Latn Cyrl")) {
            String[] words = line.split(" ");
            LANGUAGES.put(words[0], Set.of(Arrays.copyOfRange(words, 1, words.length)));
        }
    }

    private Scripts() {}

    /**
     * What a text is written in.
     *
     * @param code ISO 15924
     * @param share how much of the text, 0 to 1
     */
    record Dominant(String code, double share) {}

    /**
     * The script of most of a text. A Han character says about as much as three letters, a kana or a hangul syllable as two,
     * so they count as such: a foreign name in a Chinese sentence does not make it Latin.
     */
    static Dominant of(String text) {
        Map<String, Integer> weights = new HashMap<>();
        int han = 0;
        int kana = 0;
        int all = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (!Character.isLetter(c)) {
                continue;
            }
            String code = code(c);
            if (code.equals(HAN)) {
                han++;
            } else if (code.equals(JAPANESE)) {
                kana++;
            } else if (!code.equals(NONE)) {
                int weight = code.equals("Hang") ? 2 : 1;
                weights.merge(code, weight, Integer::sum);
                all += weight;
            }
        }
        if (han + kana > 0) {
            String code = kana > 0 && (long) kana * KANA_SHARE >= han + kana ? JAPANESE : HAN;
            weights.put(code, 3 * han + 2 * kana);
            all += 3 * han + 2 * kana;
        }
        String best = NONE;
        int most = 0;
        for (Map.Entry<String, Integer> entry : weights.entrySet()) {
            boolean equal = entry.getValue() == most && entry.getKey().compareTo(best) < 0;
            if (entry.getValue() > most || equal) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        return new Dominant(best, all == 0 ? 0 : (double) most / all);
    }

    /** The script of a letter; {@link #NONE} for those that are of no script known here. */
    static String code(int c) {
        if (c < 0x250) {
            return LATIN;
        }
        return CODES.getOrDefault(UnicodeScript.of(c), NONE);
    }

    static boolean canBeWrittenIn(String language, String script) {
        String code = language.toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < code.length() && Character.isLetter(code.charAt(end))) {
            end++;
        }
        code = code.substring(0, end);
        if (script.equals(NONE)) {
            return true;
        }
        Set<String> scripts = LANGUAGES.get(code);
        if (scripts != null) {
            return scripts.contains(script);
        }
        return !Iso.CODES.contains(code) || script.equals(LATIN);
    }

    /** The languages of ISO 639-1. */
    private static final class Iso {
        private static final Set<String> CODES = Set.of(Locale.getISOLanguages());
    }
}
