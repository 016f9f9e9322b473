package io.glossa.tokenizer.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.text.Word;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/** Analyzers split any UTF-16, lone surrogates included, into words that lie inside it. */
class AnyTextTest {
    @Property(tries = 300)
    void anyUtf16_wordsLieInside(@ForAll String text) {
        try (Analyzer icu = LuceneWordSplitterTest.analyzer(ICUTokenizer::new, ICUNormalizer2CharFilter::new);
                Analyzer chinese = new SmartChineseAnalyzer();
                Analyzer html = LuceneWordSplitterTest.analyzer(StandardTokenizer::new, HTMLStripCharFilter::new)) {
            for (Analyzer analyzer : List.of(icu, chinese, html)) {
                int last = 0;
                for (Word word : LuceneWordSplitter.of(analyzer).withAlternatives().split(text)) {
                    assertThat(word.start()).isGreaterThanOrEqualTo(last);
                    assertThat(word.end()).isLessThanOrEqualTo(text.length());
                    assertThat(word.text()).isNotEmpty();
                    last = word.start();
                }
            }
        }
    }
}
