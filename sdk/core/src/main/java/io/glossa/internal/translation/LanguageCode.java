package io.glossa.internal.translation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Languages as models spell them ({@code deu_Latn}, {@code de_DE}, {@code __de__}), as rules know them ({@code de}). */
final class LanguageCode {
    /** Codes of single languages where ISO 639-1 has one for the group, as NLLB and FLORES use them. */
    private static final Map<String, String> MEMBERS = Map.ofEntries(Map.entry("arb", "ar"), Map.entry("cmn", "zh"),
            Map.entry("pes", "fa"), Map.entry("swh", "sw"), Map.entry("npi", "ne"), Map.entry("ory", "or"),
            Map.entry("khk", "mn"), Map.entry("als", "sq"), Map.entry("azj", "az"), Map.entry("lvs", "lv"),
            Map.entry("uzn", "uz"), Map.entry("zsm", "ms"), Map.entry("ydd", "yi"), Map.entry("plt", "mg"),
            Map.entry("pbt", "ps"), Map.entry("gaz", "om"), Map.entry("ekk", "et"));

    private LanguageCode() {}

    /** A code as a tag of BCP 47, with the two letters of ISO 639-1 where the language has them; what follows stays. */
    static String tag(String code) {
        String bare = code.replaceAll("^[^A-Za-z]+|[^A-Za-z0-9]+$", "").replace('_', '-');
        String[] parts = bare.split("-", 2);
        String language = parts[0].toLowerCase(Locale.ROOT);
        if (language.length() == 3) {
            language = MEMBERS.getOrDefault(language, Iso.TWO_LETTERS.getOrDefault(language, language));
        }
        return parts.length == 1 ? language : language + "-" + parts[1];
    }

    private static final class Iso {
        private static final Map<String, String> TWO_LETTERS = twoLetters();

        private static Map<String, String> twoLetters() {
            Map<String, String> codes = new HashMap<>();
            for (String language : Locale.getISOLanguages()) {
                codes.put(new Locale.Builder().setLanguage(language).build().getISO3Language(), language);
            }
            return Map.copyOf(codes);
        }
    }
}
