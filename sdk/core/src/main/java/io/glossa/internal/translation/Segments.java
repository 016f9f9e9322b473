package io.glossa.internal.translation;

import io.glossa.text.Sentence;
import io.glossa.text.SentenceSplitter;
import io.glossa.text.TextSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A text cut into what is translated and what is kept as it is. Kept are line breaks, white space at the ends of lines and
 * between sentences, markers of lists, headings and quotations ({@link ListMarker}), and lines and sentences without any
 * letter. What remains of a line is cut by {@link SentenceSplitter}, and a sentence that does not fit by
 * {@link SentenceCutter}; such pieces say so. What is protected is never cut.
 *
 * <p>A text put together from its own segments is the same text, unless its lines are wrapped, which makes line breaks
 * within sentences spaces, or one of the languages is written without spaces and the other is not. Immutable.
 */
public final class Segments {
    private final SourceText source;
    private final SegmentRules rules;
    private final List<Segment> segments;

    private Segments(SourceText source, SegmentRules rules, List<Segment> segments) {
        this.source = source;
        this.rules = rules;
        this.segments = List.copyOf(segments);
    }

    /**
     * Cuts a text in which nothing is protected.
     *
     * @param fits whether a sentence is short enough for the model; asked for whole sentences and, where one is not, for
     *     parts of it
     */
    public static Segments of(String text, SegmentRules rules, Predicate<String> fits) {
        Objects.requireNonNull(text, "text");
        return of(new SourceText(text, List.of(), rules.wrapped()), rules, fits);
    }

    static Segments of(SourceText source, SegmentRules rules, Predicate<String> fits) {
        String text = source.text();
        Clauses clauses = Clauses.of(rules.sourceLanguage());
        SentenceSplitter splitter = SentenceSplitter.of(rules.sourceLanguage());
        List<Segment> segments = new ArrayList<>();
        for (TextSpan block : blocks(text, rules)) {
            boolean first = true;
            for (TextSpan sentence : rules.sentences() ? sentences(source, block, splitter) : List.of(block)) {
                boolean whole = fits.test(source.outline(sentence.start(), sentence.end()));
                List<TextSpan> pieces = whole ? List.of(sentence)
                        : new SentenceCutter(source, sentence.start(), sentence.end(), clauses, fits).pieces();
                for (TextSpan piece : pieces) {
                    if (Characters.hasLetter(text, piece.start(), piece.end())) {
                        segments.add(new Segment(piece.start(), piece.end(), pieces.size() > 1, !first
                                && Characters.isBlank(text, segments.get(segments.size() - 1).end(), piece.start())));
                        first = false;
                    }
                }
            }
        }
        return new Segments(source, rules, segments);
    }

    private static List<TextSpan> blocks(String text, SegmentRules rules) {
        if (rules.sentences()) {
            return Blocks.of(text, rules.sourceLanguage(), rules.wrapped());
        }
        return Characters.hasLetter(text) ? List.of(new TextSpan(0, text.length())) : List.of();
    }

    /** The sentences of a block; what is protected holds two together. */
    private static List<TextSpan> sentences(SourceText source, TextSpan block, SentenceSplitter splitter) {
        List<TextSpan> sentences = new ArrayList<>();
        int start = -1;
        for (Sentence sentence : splitter.split(source.text().substring(block.start(), block.end()))) {
            start = start < 0 ? block.start() + sentence.start() : start;
            int end = block.start() + sentence.end();
            if (end == block.end() || source.after(end) <= end) {
                sentences.add(new TextSpan(start, end));
                start = -1;
            }
        }
        return sentences;
    }

    SourceText source() {
        return source;
    }

    List<Segment> all() {
        return segments;
    }

    /** How many segments there are. */
    public int size() {
        return segments.size();
    }

    /** What is to be translated, in order. */
    public List<String> texts() {
        return segments.stream().map(s -> source.plain(s.start(), s.end())).toList();
    }

    /**
     * The text with translations in the place of its segments. Between sentences of a line, and pieces of a sentence, white
     * space is left out in a language written without spaces, and put in where a language with spaces comes from one without.
     *
     * @param translations one for each segment, in order
     * @return the text, and where each segment came from and went to
     * @throws IllegalArgumentException if there are more or fewer translations than segments
     */
    public Rejoined rejoin(List<String> translations) {
        if (translations.size() != segments.size()) {
            throw new IllegalArgumentException("translations: expected one for each of " + segments.size()
                    + " segments, found " + translations.size());
        }
        String text = source.text();
        StringBuilder result = new StringBuilder(text.length());
        List<Rejoined.Place> places = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            result.append(gap(i));
            int start = result.length();
            result.append(translations.get(i));
            places.add(new Rejoined.Place(segment.start(), segment.end(), start, result.length(), segment.split()));
        }
        return new Rejoined(result.append(text, end(segments.size() - 1), text.length()).toString(), places);
    }

    /**
     * What the text with translations begins with, up to the first segment that has none yet.
     *
     * @param translations of the first segments, in order, not of all
     */
    String beginning(List<String> translations) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < translations.size(); i++) {
            result.append(gap(i)).append(translations.get(i));
        }
        return result.append(gap(translations.size())).toString();
    }

    /** Where a segment ends in the source; 0 before the first. */
    private int end(int index) {
        return index < 0 ? 0 : segments.get(index).end();
    }

    /** What stands before a segment. */
    private String gap(int index) {
        return gap(segments.get(index), source.text().substring(end(index - 1), segments.get(index).start()));
    }

    private String gap(Segment segment, String gap) {
        if (!segment.joined()) {
            return gap;
        }
        if (rules.losesSpaces()) {
            return "";
        }
        return rules.gainsSpaces() && (gap.isEmpty() || gap.indexOf('\u3000') >= 0) ? " " : gap;
    }
}
