package io.glossa.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * Cuts a text into sentences. Where a sentence may end follows the sentence boundaries of Unicode (UAX 29, with the data of
 * ICU, and ICU itself for the stops of scripts such as Devanagari and Arabic). Rules and word lists of a language add what
 * those miss and take back what they should not have cut: abbreviations, initials, ordinal numbers, quotations and who
 * speaks them, brackets, ellipses, list markers, a missing space after a full stop.
 *
 * <p>English ({@code en}), German ({@code de}), French ({@code fr}), Spanish ({@code es}) and Chinese ({@code zh}) have
 * rules of their own. Any other language gets the rules that hold in many: what is said above without the word lists,
 * but for a few international abbreviations. Languages written without marks at the end of a sentence (Thai, Lao) are
 * cut at line breaks only, where those end sentences.
 *
 * <p>Sentences are in order, do not overlap, and are not empty; between, before and after them there is only white space
 * ({@link Character#isWhitespace(char)}, {@link Character#isSpaceChar(char)} or U+0085), so together with it they are the
 * whole text. A blank line (two line breaks with nothing but white space between), a form feed and U+2029 always end a
 * sentence, and what stands on one side of them has no influence on the other. A single line break is a space, unless
 * the next line begins with the marker of a list, or {@link #withLineBreaks(boolean)} makes each line end a sentence.
 *
 * <p>A sentence that is split again with the same splitter is one sentence: rules look at nothing outside it but the first
 * word of the next.
 *
 * <p>Time and memory grow in proportion to the length of the text. Instances are immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class SentenceSplitter {
    private static final int MAX_ABBREVIATION = 32;

    private final String language;
    private final SentenceRules rules;
    private final boolean lineBreaks;

    private SentenceSplitter(String language, SentenceRules rules, boolean lineBreaks) {
        this.language = language;
        this.rules = rules;
        this.lineBreaks = lineBreaks;
    }

    /**
     * A splitter for texts of a language.
     *
     * @param language the ISO 639-1 code, in any case; what follows a hyphen or underscore ({@code de-AT}) is ignored.
     *     A code without rules of its own, any other word too, gets the rules for any language
     * @throws NullPointerException if {@code language} is null
     */
    public static SentenceSplitter of(String language) {
        Objects.requireNonNull(language, "language");
        String code = language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return new SentenceSplitter(code, SentenceRules.of(code), false);
    }

    /**
     * This splitter with abbreviations that never end a sentence, besides those it has.
     *
     * @param abbreviations as they are written, with or without the last full stop, upper and lower case being
     *     different; spaces after inner full stops may be there or not, in the text too ({@code "z. B."})
     * @throws NullPointerException if the collection or an element is null
     * @throws IllegalArgumentException if an abbreviation is blank, longer than 32 UTF-16 units, or has a space that does
     *     not follow a full stop
     */
    public SentenceSplitter withAbbreviations(Collection<String> abbreviations) {
        Objects.requireNonNull(abbreviations, "abbreviations");
        List<String> added = new ArrayList<>();
        for (String abbreviation : abbreviations) {
            Objects.requireNonNull(abbreviation, "abbreviation");
            String bare = abbreviation.strip().replaceAll("\\.\\s+", ".").replaceAll("\\.$", "");
            if (bare.isEmpty() || bare.length() > MAX_ABBREVIATION || bare.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException("abbreviations: expected 1 to " + MAX_ABBREVIATION
                        + " characters with spaces after full stops only, found one of " + abbreviation.length()
                        + "; give each abbreviation as an element of its own");
            }
            added.add(bare);
        }
        return new SentenceSplitter(language, rules.withAbbreviations(added), lineBreaks);
    }

    /**
     * This splitter with another meaning of the single line break.
     *
     * @param end true: every line break ends a sentence, for lists, subtitles, poems, one text a line; false, the default:
     *     it is a space, for text with lines of limited width
     */
    public SentenceSplitter withLineBreaks(boolean end) {
        return new SentenceSplitter(language, rules, end);
    }

    /** The language code that was asked for, in lower case and without a region. */
    public String language() {
        return language;
    }

    /**
     * The sentences of a text.
     *
     * @param text any text, lone surrogates included
     * @return an unmodifiable list, empty if there is nothing but white space
     * @throws NullPointerException if {@code text} is null
     */
    public List<Sentence> split(String text) {
        Objects.requireNonNull(text, "text");
        List<Sentence> sentences = new ArrayList<>();
        split(text, 0, sentences);
        return List.copyOf(sentences);
    }

    /**
     * Adds the sentences of a text that begins at an offset of the whole. A sentence is split again where it could be more
     * than one if it stood alone: it was kept together by a bracket, which may be closed behind it, or begins in the middle
     * of a line with what is the marker of a list at the beginning of one.
     */
    private void split(String text, int offset, List<Sentence> sentences) {
        SentenceScanner scanner = new SentenceScanner(rules);
        SentenceBlocks.forEach(text, lineBreaks, (start, end) -> scanner.scan(flat(text, start, end), (from, to) -> {
            String sentence = text.substring(start + from, start + to);
            if (sentence.length() < text.length() && (scanner.isBracketed() || hasBlocks(sentence))) {
                split(sentence, offset + start + from, sentences);
            } else {
                sentences.add(new Sentence(sentence, offset + start + from, offset + start + to));
            }
        }));
    }

    /** Whether a sentence would be more than one block if it stood alone. */
    private boolean hasBlocks(String sentence) {
        if (sentence.chars().noneMatch(c -> SentenceCharacters.isLineBreak((char) c))) {
            return false;
        }
        int[] blocks = {0};
        SentenceBlocks.forEach(sentence, lineBreaks, (start, end) -> blocks[0]++);
        return blocks[0] > 1;
    }

    /** A block with its line breaks as spaces, unit for unit. */
    private static String flat(String text, int start, int end) {
        char[] block = new char[end - start];
        text.getChars(start, end, block, 0);
        for (int i = 0; i < block.length; i++) {
            if (SentenceCharacters.isLineBreak(block[i])) {
                block[i] = ' ';
            }
        }
        return new String(block);
    }
}
