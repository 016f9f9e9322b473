package io.glossa.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Languages that share a script, told apart by letters that some of them do not have. Of each script the languages stand in
 * the order of their number of writers.
 */
final class Alphabets {
    private static final String RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюяё";
    private static final String ARABIC = "ابتثجحخدذرزسشصضطظعغفقلمنوءآأؤئ";
    private static final String PERSIAN = "پچژکگی";
    /** Scripts of one language, or of several that letters do not tell apart, the first of which stands for all. */
    private static final Map<String, List<String>> SINGLE = Map.ofEntries(one("Hani", "zh"), one("Jpan", "ja"), one("Hang", "ko"),
            one("Grek", "el"), one("Thai", "th"), one("Laoo", "lo"), one("Khmr", "km"), one("Mymr", "my"), one("Geor", "ka"),
            one("Armn", "hy"), one("Guru", "pa"), one("Gujr", "gu"), one("Orya", "or"), one("Taml", "ta"), one("Telu", "te"),
            one("Knda", "kn"), one("Mlym", "ml"), one("Sinh", "si"), one("Ethi", "am", "ti"), one("Tibt", "bo", "dz"),
            one("Thaa", "dv"), one("Mong", "mn"));
    private static final Map<String, Map<String, String>> SEVERAL = Map.of(
            Scripts.CYRILLIC, ordered("ru", RUSSIAN, "uk", "абвгдежзийклмнопрстуфхцчшщьюяґєії",
                    "kk", RUSSIAN + "әғқңөұүһі", "bg", "абвгдежзийклмнопрстуфхцчшщъьюяѝ", "sr", "абвгдежзиклмнопрстуфхцчшђјљњћџ",
                    "tg", "абвгдежзийклмнопрстуфхчшъэюяёғӣқӯҳҷ", "mn", RUSSIAN + "өү", "tt", RUSSIAN + "әҗңөүһ",
                    "be", "абвгдежзйклмнопрстуфхцчшыьэюяёіў", "ky", RUSSIAN + "ңөү", "mk", "абвгдежзиклмнопрстуфхцчшѓѕјљњќџѐѝ",
                    "ba", RUSSIAN + "әғҙҡңөҫүһ"),
            Scripts.ARABIC, ordered("ar", ARABIC + "هةىيكإ", "ur", ARABIC + PERSIAN + "ٹڈڑںےہھۂۓةۃ",
                    "fa", ARABIC + PERSIAN + "هةۀ", "ps", ARABIC + PERSIAN + "هةيټډړږښڼېۍځڅ"),
            Scripts.DEVANAGARI, ordered("hi", "[no]ळ", "mr", "[no]", "ne", "[no]"),
            "Hebr", ordered("he", "[no]װױײ", "yi", "[no]"),
            "Beng", ordered("bn", "[no]ৰৱ", "as", "[no]র"));
    private static final String ALL_BUT = "[no]";

    private Alphabets() {}

    private static Map.Entry<String, List<String>> one(String script, String... languages) {
        return Map.entry(script, List.of(languages));
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /**
     * The languages of a script that have most of a text's letters, in order of writers; empty for Latin, whose languages are
     * too many and too alike, and for scripts that are not known here.
     */
    static List<String> candidates(String text, String script) {
        Map<String, String> several = SEVERAL.get(script);
        if (several == null) {
            return SINGLE.getOrDefault(script, List.of());
        }
        Map<Integer, Integer> letters = new LinkedHashMap<>();
        text.codePoints().filter(c -> Character.isLetter(c) && Scripts.code(c).equals(script))
                .forEach(c -> letters.merge(Character.toLowerCase(c), 1, Integer::sum));
        List<String> best = new ArrayList<>();
        int most = -1;
        for (Map.Entry<String, String> language : several.entrySet()) {
            int known = 0;
            for (Map.Entry<Integer, Integer> letter : letters.entrySet()) {
                known += has(language.getValue(), letter.getKey()) ? letter.getValue() : 0;
            }
            if (known > most) {
                best.clear();
                most = known;
            }
            if (known == most) {
                best.add(language.getKey());
            }
        }
        return best;
    }

    private static boolean has(String alphabet, int letter) {
        return alphabet.startsWith(ALL_BUT) ? alphabet.indexOf(letter, ALL_BUT.length()) < 0 : alphabet.indexOf(letter) >= 0;
    }
}
