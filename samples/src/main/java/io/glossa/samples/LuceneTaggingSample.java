package io.glossa.samples;

import io.glossa.SentimentAnalyzer;
import io.glossa.tokenizer.lucene.DocumentTagger;
import io.glossa.tokenizer.lucene.TextLabel;
import io.glossa.tokenizer.lucene.TextLabeler;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FloatField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** How do I find documents by what a classifier thinks of them? Tag them on their way into a Lucene index. */
public final class LuceneTaggingSample {
    private static final List<String> REVIEWS = List.of(
            "A wonderful little hotel, we will be back.",
            "The room was dirty and the staff were rude.",
            "Great breakfast and friendly people.",
            "Terrible. The worst night of the whole trip.",
            "I loved the garden and the view.",
            "A boring place, badly run and far too expensive.");

    private LuceneTaggingSample() {}

    /** Needs no argument. */
    public static void main(String[] args) throws IOException {
        try (Directory directory = new ByteBuffersDirectory()) {
            index(directory);
            search(directory);
        }
    }

    private static void index(Directory directory) throws IOException {
        List<Document> documents = REVIEWS.stream().map(LuceneTaggingSample::document).toList();
        // snippet:lucene-tag
        try (var sentiment = SentimentAnalyzer.load();
                var writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
            TextLabeler labeler = TextLabeler.ofLists(texts -> sentiment.classify(texts).stream()
                    .map(found -> List.of(new TextLabel(found.polarity().name(), found.confidence())))
                    .toList());
            DocumentTagger tagger = DocumentTagger.of(labeler, "body");
            writer.addDocuments(tagger.tag(documents));
        }
        // end
    }

    private static void search(Directory directory) throws IOException {
        // snippet:lucene-search
        try (var reader = DirectoryReader.open(directory)) {
            var searcher = new IndexSearcher(reader);
            Sort surestFirst = new Sort(FloatField.newSortField("label_score", true, SortedNumericSelector.Type.MAX));
            for (ScoreDoc hit : searcher.search(KeywordField.newExactQuery("label", "NEGATIVE"), 10, surestFirst).scoreDocs) {
                Document document = searcher.storedFields().document(hit.doc);
                System.out.println(document.getField("label_score").numericValue() + " " + document.get("body"));
            }
        }
        // end
    }

    private static Document document(String review) {
        Document document = new Document();
        document.add(new TextField("body", review, Field.Store.YES));
        return document;
    }
}
