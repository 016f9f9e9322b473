package io.glossa.samples;

import io.glossa.text.Word;
import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.tokenizer.lucene.LuceneWordSplitter;
import io.glossa.tokenizer.lucene.PieceAnalyzer;
import io.glossa.tokenizer.lucene.PieceOptions;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;

/** How do Lucene's words and a model's tokens go together? Either can be made from the other. */
public final class LuceneWordsSample {
    private LuceneWordsSample() {}

    /** Needs a model directory. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        String text = "The staff were lovely";
        // snippet:lucene-words
        try (var tokenizer = Tokenizer.load(folder); var analyzer = new StandardAnalyzer()) {
            List<Word> words = LuceneWordSplitter.of(analyzer).split(text);
            Encoding encoding = tokenizer.encodeWords(text, words, EncodingOptions.defaults());
            for (int i = 0; i < encoding.length(); i++) {
                int word = encoding.wordIds()[i];
                System.out.println(encoding.tokens().get(i) + " " + (word < 0 ? "-" : words.get(word).text()));
            }
        }
        // end
        // snippet:lucene-pieces
        PieceOptions options = PieceOptions.defaults().withPositions(PieceOptions.Positions.STACKED);
        try (var tokenizer = Tokenizer.load(folder); var analyzer = new PieceAnalyzer(tokenizer, options)) {
            // For an IndexWriterConfig, a QueryParser, or here to look at:
            for (Word piece : LuceneWordSplitter.of(analyzer).withAlternatives().split(text)) {
                System.out.println(piece);
            }
        }
        // end
    }
}
