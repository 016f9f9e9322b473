package io.glossa.tokenizer.lucene;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/** Lucene's analyzers by name; the classes of those that are not asked for are not needed. */
final class LuceneAnalyzers {
    private LuceneAnalyzers() {}

    /** An analyzer and its words. */
    record Opened(Analyzer analyzer, LuceneWordSplitter words) {}

    static Opened open(AnalyzedWords.Kind kind) {
        Analyzer analyzer = switch (kind) {
            case STANDARD -> Standard.open();
            case ICU -> Icu.open();
            case SMARTCN -> Smart.open();
        };
        LuceneWordSplitter words = LuceneWordSplitter.of(analyzer);
        // Analyzers load their classes and dictionaries with the first text.
        words.split("a");
        return new Opened(analyzer, words);
    }

    private static final class Standard extends Analyzer {
        static Analyzer open() {
            return new Standard();
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(words, new LowerCaseFilter(words));
        }
    }

    private static final class Icu extends Analyzer {
        static Analyzer open() {
            return new Icu();
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new ICUTokenizer();
            return new TokenStreamComponents(words, new ICUFoldingFilter(words));
        }
    }

    private static final class Smart {
        static Analyzer open() {
            return new SmartChineseAnalyzer(false);
        }
    }
}
