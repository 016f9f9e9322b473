package io.glossa.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The word lists of a language. A resource has lines of a kind, a colon, and words with spaces between; a kind may have
 * several lines; {@code #} begins a comment. Abbreviations stand without their last full stop and without inner spaces.
 *
 * <ul>
 *   <li>{@code never}: abbreviations that never end a sentence;
 *   <li>{@code starter}: abbreviations that end one only before a word of {@code starters};
 *   <li>{@code upper}: abbreviations that end one before any capital, but for {@code names};
 *   <li>{@code numeral}: abbreviations before numbers only, else words like any other;
 *   <li>{@code prefixed}: ends of abbreviated compounds, of the kind {@code starter};
 *   <li>{@code starters}: words that, with a capital, show the beginning of a sentence; {@code L'} is an elided one;
 *   <li>{@code names}: capitalised words that follow an abbreviation or an ordinal number within a sentence;
 *   <li>{@code ordinal}: words before an ordinal number, in languages that write it with a full stop;
 *   <li>{@code say}: words that tell who speaks;
 *   <li>{@code continuing}: how a sentence goes on after an ellipsis.
 * </ul>
 *
 * <p>Immutable; one for each language, read at first use.
 */
final class SentenceRules {
    /** What an abbreviation does at the end of a sentence. */
    enum Kind { NEVER, STARTER, UPPER, NUMERAL }

    private static final Set<String> TUNED = Set.of("en", "de", "fr", "es", "zh");
    private static final Set<String> WORD_KINDS =
            Set.of("prefixed", "starters", "names", "ordinal", "say", "continuing");
    private static final Map<String, SentenceRules> READ = new ConcurrentHashMap<>();

    private final String language;
    private final Map<String, Kind> abbreviations;
    /** What abbreviations of several parts begin with: for z.B the z, for u.a.m the u and the u.a. */
    private final Set<String> beginnings;
    private final Map<String, Set<String>> words;

    private SentenceRules(String language, Map<String, Kind> abbreviations, Map<String, Set<String>> words) {
        this.language = language;
        this.abbreviations = Map.copyOf(abbreviations);
        this.words = words;
        Set<String> found = new HashSet<>();
        for (String abbreviation : abbreviations.keySet()) {
            for (int dot = abbreviation.indexOf('.'); dot > 0; dot = abbreviation.indexOf('.', dot + 1)) {
                found.add(abbreviation.substring(0, dot));
            }
        }
        this.beginnings = Set.copyOf(found);
    }

    /** The rules of a language, or those for any. */
    static SentenceRules of(String language) {
        return READ.computeIfAbsent(TUNED.contains(language) ? language : "und", SentenceRules::read);
    }

    SentenceRules withAbbreviations(Collection<String> added) {
        Map<String, Kind> all = new HashMap<>(abbreviations);
        added.forEach(a -> all.put(a, Kind.NEVER));
        return new SentenceRules(language, all, words);
    }

    String language() {
        return language;
    }

    /** The kind of an abbreviation, or null; {@code Vgl} can be {@code vgl} that begins a sentence, {@code A.M} a.m. */
    @Nullable Kind kind(String word) {
        Kind kind = abbreviations.get(word);
        if (kind == null && word.length() > 1 && Character.isUpperCase(word.charAt(0))) {
            boolean acronym = word.indexOf('.') > 0 && word.equals(word.toUpperCase(Locale.ROOT));
            boolean title = word.substring(1).equals(word.substring(1).toLowerCase(Locale.ROOT));
            String lower = word.toLowerCase(Locale.ROOT);
            kind = acronym || title ? abbreviations.get(lower) : null;
            kind = acronym && kind == Kind.UPPER ? Kind.STARTER : kind;
            kind = kind == Kind.NUMERAL || title && !acronym && has("starters", word) ? null : kind;
        }
        if (kind == null) {
            for (String end : words("prefixed")) {
                if (word.length() > end.length() + 2 && word.endsWith(end)) {
                    return Kind.STARTER;
                }
            }
        }
        return kind;
    }

    /** Whether {@code word} and then a full stop and {@code next} begin an abbreviation, or are one. */
    boolean goesOn(String word, String next) {
        if (!beginnings.contains(word)) {
            return false;
        }
        String joined = word + "." + next;
        return beginnings.contains(joined) || abbreviations.containsKey(joined);
    }

    boolean has(String kind, String word) {
        return words(kind).contains(word);
    }

    Set<String> words(String kind) {
        return words.getOrDefault(kind, Set.of());
    }

    private static SentenceRules read(String language) {
        Map<String, Kind> abbreviations = new HashMap<>();
        Map<String, Set<String>> words = new HashMap<>();
        String name = "sentences/" + language + ".txt";
        try (InputStream in = SentenceRules.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + SentenceRules.class.getName()
                        + "; the jar is incomplete");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int colon = line.indexOf(": ");
                if (line.isEmpty() || line.charAt(0) == '#') {
                    continue;
                }
                String kind = line.substring(0, Math.max(colon, 0));
                for (String word : line.substring(colon + 2).split(" ")) {
                    if (WORD_KINDS.contains(kind)) {
                        words.computeIfAbsent(kind, k -> new HashSet<>()).add(word);
                    } else if (abbreviations.put(word, Kind.valueOf(kind.toUpperCase(Locale.ROOT))) != null) {
                        throw new IllegalStateException(name + ": " + word + " stands in it twice");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        words.replaceAll((kind, set) -> Set.copyOf(set));
        return new SentenceRules(language, abbreviations, Map.copyOf(words));
    }
}
