package io.glossa.tokenizer;

import io.glossa.error.InvalidInputException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.stream.Stream;

/** Finds the code that a model has for a language, however it is spelled. */
final class LanguageCodes {
    private static final int MOST_SHOWN = 20;

    /** The member of a group of languages that models mean where ISO 639-1 names the group. */
    private static final Map<String, String> MEMBERS = Map.ofEntries(Map.entry("ar", "arb"), Map.entry("az", "azj"),
            Map.entry("fa", "pes"), Map.entry("ff", "fuv"), Map.entry("lv", "lvs"), Map.entry("mg", "plt"), Map.entry("mn", "khk"),
            Map.entry("ms", "zsm"), Map.entry("or", "ory"), Map.entry("ps", "pbt"), Map.entry("qu", "quy"), Map.entry("sq", "als"),
            Map.entry("sw", "swh"), Map.entry("uz", "uzn"), Map.entry("yi", "ydd"));

    private LanguageCodes() {}

    /**
     * The model's own code.
     *
     * @param asked a code of the model, with or without the marks of its token ({@code __de__}, {@code >>deu<<}), or a code of ISO
     *     639-1 that stands for one of the model's languages
     * @param known the model's codes
     * @throws InvalidInputException if it stands for none or several
     */
    static String resolve(String asked, Collection<String> known, String name) {
        String code = asked.startsWith("__") && asked.endsWith("__") && asked.length() > 4 ? asked.substring(2, asked.length() - 2)
                : asked.startsWith(">>") && asked.endsWith("<<") && asked.length() > 4 ? asked.substring(2, asked.length() - 2) : asked;
        if (known.contains(code)) {
            return code;
        }
        List<String> found = List.of();
        if (code.matches("[a-z]{2}")) {
            found = matches(known, code, iso3(code));
            if (found.isEmpty() && MEMBERS.containsKey(code)) {
                found = matches(known, MEMBERS.get(code), MEMBERS.get(code));
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        String shown = code.matches("[A-Za-z0-9_-]{1,20}") ? "'" + code + "'" : "another word";
        if (found.size() > 1) {
            throw new InvalidInputException(name + ": language: expected a code that names one of the model's languages, found "
                    + shown + ", which could be " + String.join(" or ", found) + "; name one of these");
        }
        List<String> sorted = known.stream().sorted().limit(MOST_SHOWN).toList();
        throw new InvalidInputException(name + ": language: expected one of the model's languages, found " + shown + "; it has "
                + String.join(", ", sorted) + (known.size() > MOST_SHOWN ? " and " + (known.size() - MOST_SHOWN) + " more" : ""));
    }

    private static List<String> matches(Collection<String> known, String two, String three) {
        return known.stream().filter(code -> Stream.of(two, three)
                .anyMatch(start -> code.equals(start) || code.startsWith(start + "_"))).sorted().toList();
    }

    private static String iso3(String code) {
        try {
            String three = Locale.forLanguageTag(code).getISO3Language();
            return three.isEmpty() ? code : three;
        } catch (MissingResourceException e) {
            return code;
        }
    }
}
