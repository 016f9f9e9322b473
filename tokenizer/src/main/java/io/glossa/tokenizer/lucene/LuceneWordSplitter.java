package io.glossa.tokenizer.lucene;

import io.glossa.error.EngineException;
import io.glossa.text.Word;
import io.glossa.text.WordSplitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionLengthAttribute;
import org.apiguardian.api.API;

/**
 * Words as a Lucene {@link Analyzer} cuts them. The text of a word is the analyzer's term, so it may be lower-cased, a stem
 * or a synonym; its place is where it came from in the text given, char filters corrected.
 *
 * <p>Where an analyzer gives several words for the same place, one way through them is taken: the first at each position,
 * then the first behind it, positions it spans left out. So a synonym behind its word is not there, and neither are the
 * parts of a compound that comes first. {@link #withAlternatives()} keeps all of them. Positions without a word (stop
 * words) leave nothing behind. Terms of length zero are left out; places of length zero are not: a char filter that makes
 * several words of one character gives the place of that character to the first of them.
 *
 * <p>Immutable and thread-safe, as analyzers are. The analyzer belongs to the caller, who closes it after the last use. Not
 * to be called from inside the analyzer itself: it reuses one token stream per thread.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class LuceneWordSplitter implements WordSplitter {
    private static final String DEFAULT_FIELD = "text";

    private final Analyzer analyzer;
    private final String field;
    private final boolean alternatives;

    private LuceneWordSplitter(Analyzer analyzer, String field, boolean alternatives) {
        this.analyzer = analyzer;
        this.field = field;
        this.alternatives = alternatives;
    }

    /** The words of an analyzer for the field {@code text}; all but per-field analyzers ignore the field. */
    public static LuceneWordSplitter of(Analyzer analyzer) {
        return of(analyzer, DEFAULT_FIELD);
    }

    /** The words of an analyzer for a field. */
    public static LuceneWordSplitter of(Analyzer analyzer, String field) {
        Objects.requireNonNull(analyzer, "analyzer");
        return new LuceneWordSplitter(analyzer, Objects.requireNonNull(field, "field"), false);
    }

    /** The same analyzer with all words it gives, those for the same place one after the other. */
    public LuceneWordSplitter withAlternatives() {
        return new LuceneWordSplitter(analyzer, field, true);
    }

    /**
     * The words of a text, in order of their start; with the same start, in the analyzer's order.
     *
     * @param text any text; what becomes of lone surrogates is up to the analyzer
     * @return an unmodifiable list; every word lies inside the text
     * @throws EngineException if the analyzer fails with an {@link IOException}, or gives offsets outside the text
     * @throws IllegalStateException if the analyzer breaks Lucene's contract of token streams; other unchecked exceptions
     *     of the analyzer come through as they are
     * @throws org.apache.lucene.store.AlreadyClosedException if the analyzer is closed
     */
    @Override
    public List<Word> split(String text) {
        Objects.requireNonNull(text, "text");
        List<Word> words = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream(field, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
            PositionLengthAttribute length = stream.addAttribute(PositionLengthAttribute.class);
            stream.reset();
            long position = -1;
            long free = -1;
            while (stream.incrementToken()) {
                position += increment.getPositionIncrement();
                if (term.length() == 0 || !alternatives && position < free) {
                    continue;
                }
                free = position + length.getPositionLength();
                words.add(word(term, offset, text.length()));
            }
            stream.end();
        } catch (IOException e) {
            throw new EngineException("the analyzer " + analyzer.getClass().getName() + " failed on a text of "
                    + text.length() + " UTF-16 units; the cause tells its reason", e);
        }
        // Stable, and nothing to do for nearly all analyzers.
        words.sort(Comparator.comparingInt(Word::start));
        return List.copyOf(words);
    }

    private Word word(CharTermAttribute term, OffsetAttribute offset, int length) {
        if (offset.endOffset() > length) {
            throw new EngineException("expected words inside the text of " + length + " UTF-16 units, found one at "
                    + offset.startOffset() + " to " + offset.endOffset() + " from the analyzer " + analyzer.getClass().getName()
                    + "; one of its filters gives wrong offsets, leave it out");
        }
        return new Word(term.toString(), offset.startOffset(), offset.endOffset());
    }

    @Override
    public String toString() {
        return "LuceneWordSplitter[" + analyzer.getClass().getName() + ", field " + field
                + (alternatives ? ", with alternatives]" : "]");
    }
}
