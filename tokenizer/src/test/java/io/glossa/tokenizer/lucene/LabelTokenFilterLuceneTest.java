package io.glossa.tokenizer.lucene;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.payloads.PayloadHelper;
import org.apache.lucene.analysis.tokenattributes.PayloadAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.tests.analysis.BaseTokenStreamTestCase;
import org.apache.lucene.tests.analysis.MockTokenizer;
import org.apache.lucene.util.BytesRef;
import org.junit.Test;

/** Labels in token streams, under the checks that Lucene has for its own filters. */
public class LabelTokenFilterLuceneTest extends BaseTokenStreamTestCase {
    /** None, one or two labels, by the length of the text. */
    private static final TextLabeler LABELER = text -> switch (text.length() % 3) {
        case 0 -> List.of();
        case 1 -> List.of(new TextLabel("one", 0.75f));
        default -> List.of(new TextLabel("two", 0.5f), new TextLabel("more", 0.25f));
    };

    @Test
    public void append_labelsBehindTheirText() throws IOException {
        assertAnalyzesTo(words(LabelTokenFilter.Mode.APPEND), "abc a ab",
                new String[] {"abc", "a", "one", "ab", "two", "more"},
                new int[] {0, 4, 4, 6, 6, 6}, new int[] {3, 5, 5, 8, 8, 8},
                new String[] {"word", "word", "label", "word", "label", "label"}, new int[] {1, 1, 0, 1, 0, 0});
    }

    @Test
    public void replace_labelsAtThePlaceOfTheirText() throws IOException {
        assertAnalyzesTo(words(LabelTokenFilter.Mode.REPLACE), "abc a abc xyz ab",
                new String[] {"one", "two", "more"}, new int[] {4, 14, 14}, new int[] {5, 16, 16},
                new String[] {"label", "label", "label"}, new int[] {2, 3, 0});
    }

    @Test
    public void replace_wholeText() throws IOException {
        assertAnalyzesTo(whole(LabelTokenFilter.Mode.REPLACE), "the whole text, in one piece",
                new String[] {"one"}, new int[] {0}, new int[] {28}, new String[] {"label"}, new int[] {1});
    }

    @Test
    public void replace_noLabel_emptyPositionAtTheEnd() throws IOException {
        try (LabelTokenFilter filter = filter(new WhitespaceTokenizer(), "a abc abc", LabelTokenFilter.Mode.REPLACE)) {
            assertTokenStreamContents(filter, new String[] {"one"}, new int[] {0}, new int[] {1}, new String[] {"label"},
                    new int[] {1}, null, 9, 2, null, false, null);
        }
    }

    @Test
    public void score_isThePayload() throws IOException {
        try (LabelTokenFilter filter = filter(new WhitespaceTokenizer(), "ab abc a", LabelTokenFilter.Mode.APPEND)) {
            PayloadAttribute payload = filter.getAttribute(PayloadAttribute.class);
            TypeAttribute type = filter.getAttribute(TypeAttribute.class);
            List<Object> found = new ArrayList<>();
            filter.reset();
            while (filter.incrementToken()) {
                BytesRef bytes = payload.getPayload();
                boolean label = type.type().equals(LabelTokenFilter.TYPE);
                found.add(label ? PayloadHelper.decodeFloat(bytes.bytes, bytes.offset) : bytes);
            }
            filter.end();
            List<Object> expected = new ArrayList<>();
            expected.add(null);
            expected.addAll(List.of(0.5f, 0.25f));
            expected.add(null);
            expected.add(null);
            expected.add(0.75f);
            assertEquals(expected, found);
        }
    }

    @Test
    public void labeler_fails_nextTextIsRead() throws IOException {
        TextLabeler failing = text -> {
            if (text.equals("bad")) {
                throw new IllegalStateException("no answer");
            }
            return LABELER.label(text);
        };
        try (Analyzer analyzer = new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String fieldName) {
                Tokenizer source = new WhitespaceTokenizer();
                return new TokenStreamComponents(source, new LabelTokenFilter(source, failing, LabelTokenFilter.Mode.REPLACE));
            }
        }) {
            IllegalStateException failure = expectThrows(IllegalStateException.class,
                    () -> LuceneWordSplitter.of(analyzer).split("ab bad"));
            assertEquals("no answer", failure.getMessage());
            assertAnalyzesTo(analyzer, "a", new String[] {"one"}, new int[] {1});
        }
    }

    @Test
    public void randomTexts_keepTheContract() throws IOException {
        for (LabelTokenFilter.Mode mode : LabelTokenFilter.Mode.values()) {
            checkRandomData(random(), words(mode), 200 * RANDOM_MULTIPLIER);
            checkRandomData(random(), whole(mode), 100 * RANDOM_MULTIPLIER);
            checkRandomData(random(), withGaps(mode), 100 * RANDOM_MULTIPLIER);
        }
    }

    private static LabelTokenFilter filter(Tokenizer source, String text, LabelTokenFilter.Mode mode) {
        source.setReader(new StringReader(text));
        return new LabelTokenFilter(source, LABELER, mode);
    }

    private static Analyzer words(LabelTokenFilter.Mode mode) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String fieldName) {
                Tokenizer source = new MockTokenizer(MockTokenizer.WHITESPACE, false);
                return new TokenStreamComponents(source, new LabelTokenFilter(source, LABELER, mode));
            }
        };
    }

    private static Analyzer whole(LabelTokenFilter.Mode mode) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String fieldName) {
                Tokenizer source = new KeywordTokenizer();
                return new TokenStreamComponents(source, new LabelTokenFilter(source, LABELER, mode));
            }
        };
    }

    private static Analyzer withGaps(LabelTokenFilter.Mode mode) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String fieldName) {
                Tokenizer source = new MockTokenizer(MockTokenizer.SIMPLE, true);
                TokenFilter stops = new StopFilter(source, new CharArraySet(List.of("a", "the", "e", "p"), true));
                return new TokenStreamComponents(source, new LabelTokenFilter(stops, LABELER, mode));
            }
        };
    }
}
