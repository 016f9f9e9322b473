package io.glossa.tokenizer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FloatField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;

/** Documents get the labels of their text, and are found by them. */
class DocumentTaggerTest {
    private static final TextLabeler LENGTH = text -> text.length() > 8
            ? List.of(new TextLabel("long", 1f - 1f / text.length())) : List.of(new TextLabel("short", 1f / text.length()));

    @Test
    void documents_foundByLabelSortedByScore() throws IOException {
        DocumentTagger tagger = DocumentTagger.of(LENGTH, "body");
        try (Directory directory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
                writer.addDocument(tagger.tag(document("1", "tiny")));
                writer.addDocuments(tagger.tag(List.of(document("2", "a rather long text"), document("3", "something"),
                        document("4", "of any length at all"))));
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                Sort byScore = new Sort(FloatField.newSortField("label_score", true, SortedNumericSelector.Type.MAX));
                List<String> found = new ArrayList<>();
                for (ScoreDoc hit : searcher.search(KeywordField.newExactQuery("label", "long"), 10, byScore).scoreDocs) {
                    Document document = searcher.storedFields().document(hit.doc);
                    found.add(document.get("id") + " " + document.get("label") + " "
                            + document.getField("label_score").numericValue());
                }
                assertThat(found).containsExactly("4 long 0.95", "2 long 0.9444444", "3 long 0.8888889");
                assertThat(searcher.count(FloatField.newRangeQuery("label_score", 0.9f, 1f))).isEqualTo(2);
                assertThat(searcher.search(KeywordField.newExactQuery("label", "short"), 10,
                        new Sort(new SortField("label_score", SortField.Type.DOC))).totalHits.value).isEqualTo(1);
            }
        }
    }

    @Test
    void labels_severalInOrder() {
        DocumentTagger tagger = DocumentTagger.of(text -> List.of(new TextLabel("b", 0.6f), new TextLabel("a", 0.4f)), "body")
                .withFields("topic", "weight");
        Document document = tagger.tag(tagger.tag(document("1", "text")));
        assertThat(document.getValues("topic")).containsExactly("b", "a");
        assertThat(document.getFields("weight")).extracting(field -> field.storedValue().getFloatValue())
                .containsExactly(0.6f, 0.4f);
        assertThat(document.getValues("id")).containsExactly("1");
    }

    @Test
    void labels_ofEarlierRun_areReplaced() {
        Document document = document("1", "short");
        DocumentTagger.of(LENGTH, "body").tag(document);
        DocumentTagger.of(text -> List.of(), "body").tag(document);
        assertThat(document.getFields()).extracting(field -> field.name()).containsExactly("id", "body");
    }

    @Test
    void text_missing_noLabel() {
        Document without = new Document();
        without.add(new StringField("id", "7", Field.Store.YES));
        List<String> asked = new ArrayList<>();
        List<Document> documents = List.of(without, document("8", "x"));
        assertThat(DocumentTagger.of(TextLabeler.ofLists(texts -> {
            asked.addAll(texts);
            return texts.stream().map(LENGTH::label).toList();
        }), "body").tag(documents)).isSameAs(documents);
        assertThat(asked).containsExactly("x");
        assertThat(without.getFields()).hasSize(1);
        assertThat(documents.get(1).get("label")).isEqualTo("short");
    }

    @Test
    void text_severalValues_oneText() {
        Document document = document("1", "first");
        document.add(new TextField("body", "second", Field.Store.NO));
        List<String> asked = new ArrayList<>();
        DocumentTagger.of(text -> {
            asked.add(text);
            return List.of();
        }, "body").tag(document);
        assertThat(asked).containsExactly("first\nsecond");
    }

    @Test
    void text_ofAReader_noneIsLabelled() {
        Document document = new Document();
        document.add(new TextField("body", new StringReader("secret")));
        List<Document> documents = List.of(document("1", "x"), document);
        assertThatThrownBy(() -> DocumentTagger.of(LENGTH, "body").tag(documents)).isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("documents[1], field body: expected a string").hasMessageNotContaining("secret");
        assertThat(documents.get(0).get("label")).isNull();
    }

    @Test
    void fields_sameName() {
        assertThatThrownBy(() -> DocumentTagger.of(LENGTH, "label")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected three fields");
        assertThatThrownBy(() -> DocumentTagger.of(LENGTH, "body").withFields("a", "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void labeler_answersForTooFew() {
        TextLabeler labeler = TextLabeler.ofLists(texts -> List.of());
        assertThatThrownBy(() -> labeler.label("a")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("labels of 1 texts");
    }

    @Test
    void labeler_ownListsForTooFew_documentsStay() {
        TextLabeler labeler = new TextLabeler() {
            @Override
            public List<TextLabel> label(String text) {
                return List.of(new TextLabel("a", 1));
            }

            @Override
            public List<List<TextLabel>> labelAll(List<String> texts) {
                return List.of(label(texts.get(0)));
            }
        };
        List<Document> documents = List.of(document("1", "one"), document("2", "two"));
        assertThatThrownBy(() -> DocumentTagger.of(labeler, "body").tag(documents)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("labels of 2 texts, found those of 1");
        assertThat(documents.get(0).getField("label")).isNull();
    }

    @Test
    void label_empty() {
        assertThatThrownBy(() -> new TextLabel("", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Document document(String id, String body) {
        Document document = new Document();
        document.add(new StringField("id", id, Field.Store.YES));
        document.add(new TextField("body", body, Field.Store.NO));
        return document;
    }
}
