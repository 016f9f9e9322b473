package io.glossa.tokenizer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.Normalizer2;
import io.glossa.error.EngineException;
import io.glossa.text.Word;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.CharsRefBuilder;
import org.junit.jupiter.api.Test;

/** Words of Lucene's analyzers, and where they stand in the text as it was given. */
class LuceneWordSplitterTest {
    private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();

    /** What an analyzer reads. */
    interface Reading {
        Reader of(Reader reader);
    }

    /** What an analyzer cuts with. */
    interface Cutting {
        org.apache.lucene.analysis.Tokenizer get();
    }

    @Test
    void english_stemsAtTheWordsPlaces() {
        try (Analyzer analyzer = new EnglishAnalyzer()) {
            assertThat(LuceneWordSplitter.of(analyzer).split("The cats' Running was loved"))
                    .containsExactly(new Word("cat", 4, 8), new Word("run", 10, 17), new Word("love", 22, 27));
        }
    }

    @Test
    void smartChinese_wordsOfASentence() {
        try (Analyzer analyzer = new SmartChineseAnalyzer()) {
            assertThat(LuceneWordSplitter.of(analyzer).split("我购买了道具和服装。")).containsExactly(new Word("我", 0, 1),
                    new Word("购买", 1, 3), new Word("了", 3, 4), new Word("道具", 4, 6), new Word("和", 6, 7), new Word("服装", 7, 9));
        }
    }

    @Test
    void charFilter_offsetsCorrected() {
        try (Analyzer analyzer = analyzer(StandardTokenizer::new, HTMLStripCharFilter::new)) {
            assertThat(LuceneWordSplitter.of(analyzer).split("<p>a <b>love</b>ly caf&eacute;</p>"))
                    .containsExactly(new Word("a", 3, 4), new Word("lovely", 8, 18), new Word("café", 19, 30));
        }
    }

    @Test
    void synonyms_onePathOrAll() throws IOException {
        try (Analyzer analyzer = synonyms()) {
            String text = "see ny now";
            LuceneWordSplitter splitter = LuceneWordSplitter.of(analyzer);
            assertThat(splitter.withAlternatives().split(text)).containsExactly(new Word("see", 0, 3), new Word("new", 4, 6),
                    new Word("ny", 4, 6), new Word("york", 4, 6), new Word("now", 7, 10));
            assertThat(splitter.split(text)).containsExactly(new Word("see", 0, 3), new Word("new", 4, 6), new Word("york", 4, 6),
                    new Word("now", 7, 10));
            assertThat(splitter.split("see big apple now")).containsExactly(new Word("see", 0, 3), new Word("ny", 4, 13),
                    new Word("now", 14, 17));
        }
    }

    @Test
    void overlapping_bigrams() {
        try (Analyzer analyzer = new CJKAnalyzer()) {
            assertThat(LuceneWordSplitter.of(analyzer).split("一二三"))
                    .containsExactly(new Word("一二", 0, 2), new Word("二三", 1, 3));
        }
    }

    @Test
    void realTexts_wordsAreTheirPlaces() {
        List<String> texts = Texts.all();
        check("standard", analyzer(StandardTokenizer::new, r -> r), texts, String::equals, 1);
        check("standard, lower case", new StandardAnalyzer(), texts, (word, place) -> word.equals(lower(place)), 1);
        check("icu", analyzer(ICUTokenizer::new, r -> r), texts, String::equals, 1);
        // Where one character becomes several words, all but the first have a place without length.
        check("icu behind nfkc_cf", analyzer(ICUTokenizer::new, ICUNormalizer2CharFilter::new), texts,
                (word, place) -> FOLD.normalize(place).equals(word) || place.isEmpty(), 0.9999);
        check("standard behind html", analyzer(StandardTokenizer::new, HTMLStripCharFilter::new), texts,
                (word, place) -> place.equals(word) || place.contains("&") || place.contains("<"), 1);
        // Full width becomes half width, every punctuation mark a comma, and a word may go on behind white space.
        check("smartcn", analyzer(HMMChineseTokenizer::new, r -> r), texts,
                (word, place) -> word.equals(",") || folded(place).equals(folded(word)), 1);
        check("english", new EnglishAnalyzer(), texts, LuceneWordSplitterTest::sameStart, 1);
        check("smartcn with stems", new SmartChineseAnalyzer(), texts,
                LuceneWordSplitterTest::sameStartFolded, 1);
    }

    @Test
    void threads_sameWords() throws Exception {
        List<String> texts = Texts.all().subList(0, 120);
        try (Analyzer analyzer = new SmartChineseAnalyzer()) {
            LuceneWordSplitter splitter = LuceneWordSplitter.of(analyzer);
            List<List<Word>> expected = texts.stream().map(splitter::split).toList();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Callable<List<List<Word>>>> calls = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    calls.add(() -> texts.stream().map(splitter::split).toList());
                }
                for (Future<List<List<Word>>> answer : threads.invokeAll(calls)) {
                    assertThat(answer.get()).isEqualTo(expected);
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    @Test
    void words_asPreTokenizer_keepNumbersAndPlaces() {
        try (Tokenizer tokenizer = Models.WORD_PIECE.load(); Analyzer analyzer = new EnglishAnalyzer()) {
            String text = "The staff were SEATED";
            List<Word> words = LuceneWordSplitter.of(analyzer).split(text);
            assertThat(words).containsExactly(new Word("staff", 4, 9), new Word("were", 10, 14), new Word("seat", 15, 21));
            Encoding encoding = tokenizer.encodeWords(text, words, EncodingOptions.builder().addSpecialTokens(false).build());
            assertThat(encoding.tokens().subList(0, 3)).containsExactly("st", "##a", "##ff");
            assertThat(encoding.wordIds()).startsWith(0, 0, 0, 1).endsWith(2);
            assertThat(encoding.starts()).startsWith(4, 6, 7, 10).endsWith(15);
            assertThat(encoding.ends()).startsWith(6, 7, 9).endsWith(21);
        }
    }

    @Test
    void analyzer_fails() {
        try (Analyzer analyzer = filtered(new TokenFault() {
            @Override
            public void at(CharTermAttribute term, OffsetAttribute offset) throws IOException {
                throw new IOException("broken dictionary");
            }
        })) {
            LuceneWordSplitter splitter = LuceneWordSplitter.of(analyzer);
            assertThatThrownBy(() -> splitter.split("secret words")).isInstanceOf(EngineException.class)
                    .hasMessageContaining("12 UTF-16 units").hasMessageNotContaining("secret")
                    .hasRootCauseMessage("broken dictionary");
            // The stream is closed all the same, so that the next text is read.
            assertThat(splitter.split("")).isEmpty();
        }
    }

    @Test
    void analyzer_wrongOffsets() {
        try (Analyzer analyzer = filtered((term, offset) -> offset.setOffset(3, 40))) {
            assertThatThrownBy(() -> LuceneWordSplitter.of(analyzer).split("secret words")).isInstanceOf(EngineException.class)
                    .hasMessageContaining("inside the text of 12 UTF-16 units, found one at 3 to 40")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void terms_empty_areLeftOut() {
        try (Analyzer analyzer = filtered((term, offset) -> term.setEmpty())) {
            assertThat(LuceneWordSplitter.of(analyzer).split("a b")).isEmpty();
        }
    }

    @Test
    void analyzer_closed() {
        Analyzer analyzer = new StandardAnalyzer();
        analyzer.close();
        assertThatThrownBy(() -> LuceneWordSplitter.of(analyzer).split("a")).isInstanceOf(AlreadyClosedException.class);
    }

    private static void check(String name, Analyzer analyzer, List<String> texts, BiPredicate<String, String> related,
            double share) {
        LuceneWordSplitter splitter = LuceneWordSplitter.of(analyzer);
        long words = 0;
        long good = 0;
        List<String> bad = new ArrayList<>();
        for (String text : texts) {
            int last = 0;
            for (Word word : splitter.split(text)) {
                assertThat(word.start()).as(name).isGreaterThanOrEqualTo(last);
                last = word.start();
                String place = text.substring(word.start(), word.end());
                words++;
                if (related.test(word.text(), place)) {
                    good++;
                } else if (bad.size() < 8) {
                    bad.add(word.text() + " at " + place);
                }
            }
        }
        analyzer.close();
        System.out.println("lucene " + name + ": " + good + " of " + words + " words of " + texts.size()
                + " texts fit their place");
        assertThat(words).as(name).isGreaterThan(500);
        assertThat((double) good / words).as("%s, such as %s", name, bad).isGreaterThanOrEqualTo(share);
    }

    private static boolean sameStart(String word, String place) {
        return lower(place).startsWith(word.substring(0, Math.min(2, word.length() - 1)));
    }

    /** A soft hyphen is a word to smartcn, and nothing when folded. */
    private static boolean sameStartFolded(String word, String place) {
        return folded(word).isEmpty() || folded(place).startsWith(folded(word).substring(0, 1));
    }

    private static String folded(String text) {
        return FOLD.normalize(text).replaceAll("\\s", "");
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder();
        text.codePoints().forEach(point -> lower.appendCodePoint(Character.toLowerCase(point)));
        return lower.toString();
    }

    static Analyzer analyzer(Cutting cutting, Reading reading) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String fieldName) {
                return new TokenStreamComponents(cutting.get());
            }

            @Override
            protected Reader initReader(String fieldName, Reader reader) {
                return reading.of(reader);
            }
        };
    }

    /** Does something to each token. */
    private interface TokenFault {
        void at(CharTermAttribute term, OffsetAttribute offset) throws IOException;
    }

    private static final class FaultFilter extends TokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
        private final TokenFault fault;

        FaultFilter(TokenStream input, TokenFault fault) {
            super(input);
            this.fault = fault;
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (!input.incrementToken()) {
                return false;
            }
            fault.at(term, offset);
            return true;
        }
    }

    private static Analyzer filtered(TokenFault fault) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String fieldName) {
                org.apache.lucene.analysis.Tokenizer source = new WhitespaceTokenizer();
                return new TokenStreamComponents(source, new FaultFilter(source, fault));
            }
        };
    }

    /** "ny" is "new york", and "big apple" is "ny"; the original stays. */
    private static Analyzer synonyms() throws IOException {
        SynonymMap.Builder builder = new SynonymMap.Builder();
        builder.add(new CharsRef("ny"), SynonymMap.Builder.join(new String[] {"new", "york"}, new CharsRefBuilder()), true);
        builder.add(SynonymMap.Builder.join(new String[] {"big", "apple"}, new CharsRefBuilder()), new CharsRef("ny"), true);
        SynonymMap map = builder.build();
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String fieldName) {
                org.apache.lucene.analysis.Tokenizer source = new WhitespaceTokenizer();
                return new TokenStreamComponents(source, new SynonymGraphFilter(source, map, true));
            }
        };
    }
}
