package io.glossa.tokenizer.lucene;

import io.glossa.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
import java.util.EnumMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.tests.analysis.BaseTokenStreamTestCase;
import org.apache.lucene.tests.util.TestUtil;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** Our tokenizers under the checks that Lucene has for its own; expected pieces and offsets are those of transformers. */
public class PieceAnalyzerLuceneTest extends BaseTokenStreamTestCase {
    private static final String SNOWMAN = "\u2603";
    private static final PieceOptions STACKED = PieceOptions.defaults().withPositions(PieceOptions.Positions.STACKED);

    private static Map<Models, Tokenizer> tokenizers;

    @BeforeClass
    public static void load() {
        tokenizers = new EnumMap<>(Models.class);
        for (Models model : Models.values()) {
            tokenizers.put(model, model.load());
        }
    }

    @AfterClass
    public static void close() {
        tokenizers.values().forEach(Tokenizer::close);
        tokenizers = null;
    }

    @Test
    public void wordPiece_consecutive() throws IOException {
        for (Models model : new Models[] {Models.WORD_PIECE, Models.WORD_PIECE_NATIVE}) {
            assertAnalyzesTo(analyzer(model, PieceOptions.defaults()), "The staff, unkindly " + SNOWMAN + " seated",
                    new String[] {"The", "st", "##a", "##ff", ",", "un", "##k", "##ind", "##ly", SNOWMAN, "se", "##ated"},
                    new int[] {0, 4, 6, 7, 9, 11, 13, 14, 17, 20, 22, 24},
                    new int[] {3, 6, 7, 9, 10, 13, 14, 17, 19, 21, 24, 28},
                    new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
        }
    }

    @Test
    public void wordPiece_stacked() throws IOException {
        for (Models model : new Models[] {Models.WORD_PIECE, Models.WORD_PIECE_NATIVE}) {
            assertAnalyzesTo(analyzer(model, STACKED), "The staff, unkindly " + SNOWMAN + " seated",
                    new String[] {"The", "st", "##a", "##ff", ",", "un", "##k", "##ind", "##ly", SNOWMAN, "se", "##ated"},
                    new int[] {0, 4, 4, 4, 9, 11, 11, 11, 11, 20, 22, 22},
                    new int[] {3, 9, 9, 9, 10, 19, 19, 19, 19, 21, 28, 28},
                    new int[] {1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0});
        }
    }

    @Test
    public void unknown_keptOrSkipped() throws IOException {
        PieceOptions keep = PieceOptions.defaults().withUnknown(PieceOptions.Unknown.KEEP);
        PieceOptions skip = PieceOptions.defaults().withUnknown(PieceOptions.Unknown.SKIP);
        String text = SNOWMAN + " The " + SNOWMAN + SNOWMAN + " " + SNOWMAN + " The " + SNOWMAN;
        assertAnalyzesTo(analyzer(Models.WORD_PIECE, keep), text, new String[] {"[UNK]", "The", "[UNK]", "[UNK]", "The", "[UNK]"},
                new int[] {0, 2, 6, 9, 11, 15}, new int[] {1, 5, 8, 10, 14, 16}, new int[] {1, 1, 1, 1, 1, 1});
        assertAnalyzesTo(analyzer(Models.WORD_PIECE, skip), text, new String[] {"The", "The"},
                new int[] {2, 11}, new int[] {5, 14}, new int[] {2, 3});
        assertAnalyzesTo(analyzer(Models.WORD_PIECE, skip.withPositions(PieceOptions.Positions.STACKED)), text,
                new String[] {"The", "The"}, new int[] {2, 11}, new int[] {5, 14}, new int[] {2, 3});
    }

    @Test
    public void byteLevel_piecesOfOneCharacter() throws IOException {
        String text = "The staff\n was \uD83D\uDC4D";
        String[] terms = {"The", "\u0120st", "a", "ff", "\u010A", "\u0120w", "as", "\u0120", "\u00f0", "\u0141", "\u0133",
            "\u012f"};
        assertAnalyzesTo(analyzer(Models.BYTE_LEVEL, PieceOptions.defaults()), text, terms,
                new int[] {0, 4, 6, 7, 9, 11, 12, 15, 15, 15, 15, 15}, new int[] {3, 6, 7, 9, 10, 12, 14, 15, 17, 17, 17, 17});
        assertAnalyzesTo(analyzer(Models.BYTE_LEVEL, STACKED), text, terms,
                new int[] {0, 4, 4, 4, 9, 11, 11, 15, 15, 15, 15, 15}, new int[] {3, 9, 9, 9, 10, 14, 14, 17, 17, 17, 17, 17},
                new int[] {1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0});
    }

    @Test
    public void unigram_offsetsWithoutSpaces() throws IOException {
        String text = "The staff was " + SNOWMAN + SNOWMAN + " kind";
        String[] terms = {"\u2581the", "\u2581sta", "ff", "\u2581was", "\u2581", SNOWMAN + SNOWMAN, "\u2581kind"};
        assertAnalyzesTo(analyzer(Models.UNIGRAM, PieceOptions.defaults()), text, terms,
                new int[] {0, 4, 7, 10, 13, 14, 17}, new int[] {3, 7, 9, 13, 14, 16, 21});
        assertAnalyzesTo(analyzer(Models.UNIGRAM, STACKED), text, terms,
                new int[] {0, 4, 4, 10, 14, 14, 17}, new int[] {3, 9, 9, 13, 16, 16, 21}, new int[] {1, 1, 0, 1, 1, 0, 1});
    }

    @Test
    public void text_emptyOrBlank() throws IOException {
        for (Models model : Models.values()) {
            assertAnalyzesTo(analyzer(model, PieceOptions.defaults()), "", new String[0]);
        }
        assertAnalyzesTo(analyzer(Models.WORD_PIECE, PieceOptions.defaults()), " \n\t ", new String[0]);
    }

    @Test
    public void loneSurrogates_countAsReplacementCharacters() throws IOException {
        assertAnalyzesTo(analyzer(Models.WORD_PIECE, PieceOptions.defaults()), "The \uD83D \uDC4D The",
                new String[] {"The", "The"}, new int[] {0, 8}, new int[] {3, 11});
    }

    @Test
    public void unknown_longerThanATermMayBe() throws IOException {
        assertAnalyzesTo(analyzer(Models.WORD_PIECE, PieceOptions.defaults()), SNOWMAN.repeat(255) + " " + SNOWMAN.repeat(256),
                new String[] {SNOWMAN.repeat(255), "[UNK]"}, new int[] {0, 256}, new int[] {255, 512});
    }

    @Test
    public void charFilter_offsetsOfTheOriginal() throws IOException {
        try (Analyzer analyzer = stripping(Models.WORD_PIECE, STACKED)) {
            assertAnalyzesTo(analyzer, "<p class='x'>The <b>sta</b>ff &amp; The</p>",
                    new String[] {"The", "st", "##a", "##ff", "&", "The"},
                    new int[] {13, 20, 20, 20, 30, 36}, new int[] {16, 29, 29, 29, 35, 39}, new int[] {1, 1, 0, 0, 1, 1});
        }
    }

    @Test
    public void randomTexts_keepTheContract() throws IOException {
        for (Models model : Models.values()) {
            for (PieceOptions.Positions positions : PieceOptions.Positions.values()) {
                for (PieceOptions.Unknown unknown : PieceOptions.Unknown.values()) {
                    PieceOptions options = new PieceOptions(positions, unknown, TestUtil.nextInt(random(), 16, 1 << 18));
                    checkRandomData(random(), analyzer(model, options), 150 * RANDOM_MULTIPLIER);
                }
            }
        }
    }

    @Test
    public void randomTexts_large() throws IOException {
        for (Models model : Models.values()) {
            checkRandomData(random(), analyzer(model, PieceOptions.defaults().withBlockLength(512)), 3 * RANDOM_MULTIPLIER, 8192);
        }
    }

    @Test
    public void randomTexts_behindACharFilter() throws IOException {
        for (Models model : Models.values()) {
            try (Analyzer analyzer = stripping(model, STACKED)) {
                checkRandomData(random(), analyzer, 60 * RANDOM_MULTIPLIER);
            }
        }
    }

    @Test
    public void randomTexts_analysedTwice_areTheSame() throws IOException {
        for (Models model : Models.values()) {
            for (int i = 0; i < 50; i++) {
                checkAnalysisConsistency(random(), analyzer(model, PieceOptions.defaults().withBlockLength(16)),
                        random().nextBoolean(), TestUtil.randomAnalysisString(random(), 100, false));
            }
        }
    }

    private static Analyzer analyzer(Models model, PieceOptions options) {
        return new PieceAnalyzer(tokenizers.get(model), options);
    }

    private static Analyzer stripping(Models model, PieceOptions options) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String fieldName) {
                return new TokenStreamComponents(new PieceTokenizer(tokenizers.get(model), options));
            }

            @Override
            protected Reader initReader(String fieldName, Reader reader) {
                return new HTMLStripCharFilter(reader);
            }
        };
    }
}
