package io.glossa.internal.translation;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How good a place in a sentence is to cut it: the larger the number the better. */
final class Clauses {
    static final int NONE = 0;
    static final int SPACE = 1;
    static final int CONJUNCTION = 2;
    static final int COMMA = 3;
    static final int STOP = 4;

    private static final String STOPS = ";:!?…–—؛؟।";
    private static final String WIDE_STOPS = "；：。！？";
    private static final String COMMAS = ",)]\"”»،";
    private static final String WIDE_COMMAS = "，、）」』】";
    private static final int LONGEST = 12;
    private static final Map<String, Set<String>> CONJUNCTIONS = Map.of(
            "en", Set.of("and", "or", "but", "nor", "so", "yet", "because", "although", "though", "while", "whereas", "which",
                    "who", "that", "when", "where", "if", "unless", "until", "since", "after", "before"),
            "de", Set.of("und", "oder", "aber", "sondern", "denn", "weil", "dass", "obwohl", "während", "wenn", "als", "damit",
                    "sodass", "bis", "bevor", "nachdem"),
            "fr", Set.of("et", "ou", "mais", "donc", "car", "ni", "que", "qui", "parce", "quand", "lorsque", "puisque", "si",
                    "où", "dont", "comme"),
            "es", Set.of("y", "e", "o", "u", "pero", "sino", "ni", "que", "porque", "aunque", "cuando", "mientras", "si",
                    "donde", "como", "pues"),
            "it", Set.of("e", "ed", "o", "ma", "però", "perché", "che", "quando", "mentre", "se", "dove", "come"),
            "pt", Set.of("e", "ou", "mas", "porém", "porque", "que", "quando", "enquanto", "se", "onde", "como"),
            "nl", Set.of("en", "of", "maar", "want", "omdat", "dat", "terwijl", "als", "toen", "die"),
            "ru", Set.of("и", "или", "но", "а", "что", "потому", "хотя", "когда", "если", "чтобы", "который"));

    private final Set<String> conjunctions;

    private Clauses(Set<String> conjunctions) {
        this.conjunctions = conjunctions;
    }

    static Clauses of(String language) {
        return new Clauses(CONJUNCTIONS.getOrDefault(Characters.primary(language), Set.of()));
    }

    /** How good a cut before an index is; the text goes on at both sides. */
    int rank(String text, int index) {
        char before = text.charAt(index - 1);
        if (WIDE_STOPS.indexOf(before) >= 0) {
            return STOP;
        }
        if (WIDE_COMMAS.indexOf(before) >= 0) {
            return COMMA;
        }
        char next = text.charAt(index);
        if (!Characters.isSpace(next)) {
            return NONE;
        }
        if (STOPS.indexOf(before) >= 0) {
            return STOP;
        }
        if (COMMAS.indexOf(before) >= 0) {
            return COMMA;
        }
        return Characters.isSpace(before) || !isConjunction(text, index + 1) ? SPACE : CONJUNCTION;
    }

    private boolean isConjunction(String text, int start) {
        int end = start;
        while (end < text.length() && end - start <= LONGEST && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end > start && end < text.length() && Characters.isSpace(text.charAt(end))
                && conjunctions.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
    }
}
