package io.glossa;

import io.glossa.internal.pipeline.Checks;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Terms with a translation of their own, and terms that are not translated.
 *
 * <p>A term is found where it stands as whole words by the word boundaries of Unicode (UAX 29); an apostrophe is a boundary
 * as well, so {@code Glossa} is found in {@code Glossa's}. A letter of a script written without spaces (Han, kana, Thai, Lao,
 * Khmer, Burmese, Tibetan) or of Hangul is a boundary to whatever stands beside it: such terms are found anywhere. Where terms
 * overlap, the one that begins first counts, of those the longest. A space in a term is any white space in the text. Other
 * characters are compared one by one, without normalisation: composed and decomposed accents are different, and inflected
 * forms are terms of their own.
 *
 * <p>Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Glossary {
    /** Most UTF-16 units of a term. */
    public static final int LONGEST_TERM = 200;

    private static final Pattern SPACES = Pattern.compile("[\\s\\u001C-\\u001F\\u0085\\p{Z}]+");
    private static final Glossary NONE = builder().build();

    private final Map<String, String> terms;
    private final Set<String> kept;
    private final boolean caseSensitive;

    private Glossary(Builder builder) {
        this.terms = Map.copyOf(builder.terms);
        this.kept = Set.copyOf(builder.kept);
        this.caseSensitive = builder.caseSensitive;
    }

    /** A glossary without terms. */
    public static Glossary none() {
        return NONE;
    }

    /** A builder without terms, case sensitive. */
    public static Builder builder() {
        return new Builder();
    }

    /** What each translated term becomes; unmodifiable. */
    public Map<String, String> terms() {
        return terms;
    }

    /** The terms that stay as they stand in the text; unmodifiable. */
    public Set<String> kept() {
        return kept;
    }

    /** Number of terms, translated and kept. */
    public int size() {
        return terms.size() + kept.size();
    }

    /** Whether upper and lower case are different. */
    public boolean isCaseSensitive() {
        return caseSensitive;
    }

    /** The size only: terms may be confidential. */
    @Override
    public String toString() {
        return "Glossary[" + size() + " terms]";
    }

    /** Collects the terms of a {@link Glossary}. Not thread-safe. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
    public static final class Builder {
        private final Map<String, String> terms = new LinkedHashMap<>();
        private final Set<String> kept = new LinkedHashSet<>();
        private boolean caseSensitive = true;

        private Builder() {}

        /**
         * A term with its translation, which is put in exactly as given.
         *
         * @param source 1 to {@link #LONGEST_TERM} UTF-16 units, without white space at the ends
         * @param target at least one character that is no white space
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if {@code source} is blank, too long or has white space at an end, if
         *     {@code target} is blank, or if the term was given before with another translation
         */
        public Builder term(String source, String target) {
            Objects.requireNonNull(target, "target");
            Checks.argument(!target.isBlank(), "target: expected a translation, found nothing but white space;"
                    + " keep(term) leaves a term as it is");
            checkNew(source);
            Checks.argument(terms.getOrDefault(source, target).equals(target) && !kept.contains(source),
                    "source: expected a term once, found it with another translation; remove one");
            terms.put(source, target);
            return this;
        }

        /**
         * A term that is not translated: the translation has it as the text has it.
         *
         * @param term 1 to {@link #LONGEST_TERM} UTF-16 units, without white space at the ends
         * @throws NullPointerException if {@code term} is null
         * @throws IllegalArgumentException if it is blank, too long or has white space at an end, or was given with a
         *     translation
         */
        public Builder keep(String term) {
            checkNew(term);
            Checks.argument(!terms.containsKey(term),
                    "term: expected a term once, found it with a translation; remove one");
            kept.add(term);
            return this;
        }

        /**
         * Whether upper and lower case are different; default true. If not, {@code IT} is found in "it is", and a term of two
         * cases may be given once only.
         */
        public Builder caseSensitive(boolean sensitive) {
            caseSensitive = sensitive;
            return this;
        }

        /**
         * The glossary.
         *
         * @throws IllegalArgumentException if two terms are equal but for white space or, where it does not count, case
         */
        public Glossary build() {
            Set<String> seen = new HashSet<>();
            Stream.concat(terms.keySet().stream(), kept.stream()).forEach(term -> Checks.argument(seen.add(key(term)),
                    "terms: expected terms that differ in more than white space and, where it does not count, case, found"
                            + " two that do not; remove one, or let case count"));
            return new Glossary(this);
        }

        private String key(String term) {
            StringBuilder key = new StringBuilder();
            SPACES.matcher(term).replaceAll(" ").codePoints().forEach(c ->
                    key.appendCodePoint(caseSensitive ? c : Character.toLowerCase(Character.toUpperCase(c))));
            return key.toString();
        }

        private static void checkNew(String term) {
            Objects.requireNonNull(term, "term");
            String spaced = " " + term + " ";
            Checks.argument(!term.isEmpty() && term.length() <= LONGEST_TERM
                            && SPACES.matcher(spaced).replaceAll(" ").equals(" " + SPACES.matcher(term).replaceAll(" ") + " "),
                    "term: expected 1 to " + LONGEST_TERM + " characters without white space at the ends, found "
                            + term.length() + "; strip it");
        }
    }
}
