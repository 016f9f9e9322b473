package io.glossa.tokenizer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.tokenizer.Encoding;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;
import org.junit.jupiter.api.Test;

/** Token streams give what encodings have, however the text is read. */
class PieceTokenizerTest {
    private static final EncodingOptions BARE = EncodingOptions.builder().addSpecialTokens(false).build();
    private static final PieceOptions KEEP = PieceOptions.defaults().withUnknown(PieceOptions.Unknown.KEEP);

    @Test
    void realTexts_piecesOfTheEncoding() throws IOException {
        for (Models model : Models.values()) {
            try (Tokenizer tokenizer = model.load(); PieceTokenizer stream = new PieceTokenizer(tokenizer, KEEP)) {
                int pieces = 0;
                List<String> texts = Texts.all();
                for (int n = 0; n < Math.min(texts.size(), 2000); n++) {
                    String text = texts.get((int) ((long) n * texts.size() / Math.min(texts.size(), 2000)));
                    Encoding encoding = tokenizer.encode(text, BARE);
                    List<String> terms = terms(stream, new StringReader(text));
                    assertThat(terms).hasSize(encoding.length());
                    for (int i = 0; i < terms.size(); i++) {
                        if (encoding.ids()[i] != tokenizer.unknownTokenId().orElse(-1)) {
                            assertThat(terms.get(i)).isEqualTo(encoding.tokens().get(i));
                        }
                    }
                    pieces += terms.size();
                }
                System.out.println("pieces " + model + ": " + pieces + " of " + Math.min(texts.size(), 2000) + " texts");
                assertThat(pieces).isPositive();
            }
        }
    }

    @Test
    void longText_blocksGiveTheSamePieces() throws IOException {
        String text = String.join("\n", Texts.all().subList(0, 130));
        for (Models model : Models.values()) {
            try (Tokenizer tokenizer = model.load()) {
                // Lines are longer than no block here, so each block ends before white space.
                List<String> whole = places(tokenizer, text, KEEP);
                assertThat(places(tokenizer, text, KEEP.withBlockLength(1000))).as("%s", model).isEqualTo(whole);
                assertThat(places(tokenizer, text, KEEP.withBlockLength(text.length()))).isEqualTo(whole);
                assertThat(places(tokenizer, text, KEEP.withBlockLength(text.length() - 1))).isEqualTo(whole);
            }
        }
    }

    @Test
    void words_foundAsPhrasesOfTheirPieces() throws IOException {
        List<String> texts = List.of("The staff were kind.", "A staffed kitchen", "Kind people, unkindly seated", "The people");
        try (Tokenizer tokenizer = Models.WORD_PIECE.load(); Analyzer analyzer = new PieceAnalyzer(tokenizer);
                Directory directory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
                for (String text : texts) {
                    Document document = new Document();
                    document.add(new TextField("body", text, Field.Store.YES));
                    writer.addDocument(document);
                }
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                QueryBuilder queries = new QueryBuilder(analyzer);
                assertThat(found(reader, queries.createPhraseQuery("body", "The staff"))).containsExactly(texts.get(0));
                assertThat(found(reader, queries.createPhraseQuery("body", "unkindly"))).containsExactly(texts.get(2));
                assertThat(found(reader, queries.createPhraseQuery("body", "staff")))
                        .containsExactlyInAnyOrder(texts.get(0), texts.get(1));
            }
        }
    }

    private static List<String> found(DirectoryReader reader, Query query) throws IOException {
        IndexSearcher searcher = new IndexSearcher(reader);
        List<String> texts = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, 10).scoreDocs) {
            texts.add(searcher.storedFields().document(hit.doc).get("body"));
        }
        return texts;
    }

    @Test
    void stream_usedAgainAfterClose() throws IOException {
        try (Tokenizer tokenizer = Models.WORD_PIECE.load(); PieceTokenizer stream = new PieceTokenizer(tokenizer)) {
            assertThat(terms(stream, new StringReader("The staff"))).containsExactly("The", "st", "##a", "##ff");
            assertThat(terms(stream, new StringReader("The"))).containsExactly("The");
        }
    }

    @Test
    void stream_afterTokenizerIsClosed() throws IOException {
        Tokenizer tokenizer = Models.WORD_PIECE.load();
        tokenizer.close();
        try (PieceTokenizer stream = new PieceTokenizer(tokenizer)) {
            assertThatThrownBy(() -> terms(stream, new StringReader("The"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void blockLength_tooSmall() {
        assertThatThrownBy(() -> KEEP.withBlockLength(15)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blockLength: expected 16 or more, found 15");
    }

    private static List<String> places(Tokenizer tokenizer, String text, PieceOptions options) throws IOException {
        try (PieceTokenizer stream = new PieceTokenizer(tokenizer, options)) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.getAttribute(OffsetAttribute.class);
            List<String> places = new ArrayList<>();
            stream.setReader(slow(text));
            stream.reset();
            while (stream.incrementToken()) {
                places.add(term + " " + offset.startOffset() + "-" + offset.endOffset());
            }
            stream.end();
            assertThat(offset.endOffset()).isEqualTo(text.length());
            return places;
        }
    }

    private static List<String> terms(PieceTokenizer stream, Reader reader) throws IOException {
        CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
        List<String> terms = new ArrayList<>();
        stream.setReader(reader);
        stream.reset();
        while (stream.incrementToken()) {
            terms.add(term.toString());
        }
        stream.end();
        stream.close();
        return terms;
    }

    /** A reader that gives a few units at a time. */
    static Reader slow(String text) {
        return new StringReader(text) {
            @Override
            public int read(char[] target, int from, int length) throws IOException {
                return super.read(target, from, Math.min(length, 7));
            }
        };
    }
}
