package io.glossa.tokenizer.lucene;

import io.glossa.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FloatField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.index.IndexableField;
import org.apiguardian.api.API;

/**
 * Labels documents by the text of one of their fields, before they are given to an {@code IndexWriter}.
 *
 * <p>Each label becomes a {@link KeywordField} (to be searched, sorted and counted by, and stored) and its score a
 * {@link FloatField} (ranges, sorting, stored). With several labels the values of both fields are stored in the same order,
 * best first; a search for a label above a score is exact where documents have one label each. Values that the two fields
 * have already are replaced, so labelling twice is labelling once. A document without the text field keeps its other fields
 * and gets no label. Several values of the text field are one text, a line each.
 *
 * <p>Immutable and thread-safe; a {@link Document} is not. What the labeler throws goes to the caller, with the documents as
 * they were.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class DocumentTagger {
    private final TextLabeler labeler;
    private final String textField;
    private final String labelField;
    private final String scoreField;

    private DocumentTagger(TextLabeler labeler, String textField, String labelField, String scoreField) {
        this.labeler = Objects.requireNonNull(labeler, "labeler");
        this.textField = Objects.requireNonNull(textField, "textField");
        this.labelField = Objects.requireNonNull(labelField, "labelField");
        this.scoreField = Objects.requireNonNull(scoreField, "scoreField");
        if (labelField.equals(scoreField) || textField.equals(labelField) || textField.equals(scoreField)) {
            throw new IllegalArgumentException("expected three fields, found text field " + textField + ", label field "
                    + labelField + " and score field " + scoreField);
        }
    }

    /**
     * A tagger that reads one field and writes the fields {@code label} and {@code label_score}.
     *
     * @throws IllegalArgumentException if {@code textField} is one of those two
     */
    public static DocumentTagger of(TextLabeler labeler, String textField) {
        return new DocumentTagger(labeler, textField, "label", "label_score");
    }

    /**
     * The same with other fields to write.
     *
     * @throws IllegalArgumentException if two of the three fields have the same name
     */
    public DocumentTagger withFields(String labelField, String scoreField) {
        return new DocumentTagger(labeler, textField, labelField, scoreField);
    }

    /**
     * Labels a document.
     *
     * @return the document given
     * @throws InvalidInputException if the text field holds something other than strings, such as a {@code Reader}
     */
    public Document tag(Document document) {
        tag(List.of(document));
        return document;
    }

    /**
     * Labels many documents with one call of {@link TextLabeler#labelAll}.
     *
     * @return the list given
     * @throws InvalidInputException if the text field of a document holds something other than strings, such as a
     *     {@code Reader}; then none is labelled
     */
    public List<Document> tag(List<Document> documents) {
        List<Document> readable = new ArrayList<>(documents.size());
        List<String> texts = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            List<String> values = values(documents.get(i), i);
            if (!values.isEmpty()) {
                readable.add(documents.get(i));
                texts.add(String.join("\n", values));
            }
        }
        if (!texts.isEmpty()) {
            List<List<TextLabel>> labels = labeler.labelAll(texts);
            if (labels.size() != texts.size()) {
                throw new IllegalStateException("expected the labels of " + texts.size() + " texts, found those of " + labels.size()
                        + "; the labeler has to answer for every text, in order");
            }
            for (int i = 0; i < readable.size(); i++) {
                write(readable.get(i), labels.get(i));
            }
        }
        return documents;
    }

    private List<String> values(Document document, int number) {
        List<String> values = new ArrayList<>();
        for (IndexableField field : document.getFields()) {
            if (field.name().equals(textField)) {
                String value = field.stringValue();
                if (value == null) {
                    throw new InvalidInputException("documents[" + number + "], field " + textField + ": expected a string, "
                            + "found a reader, a token stream or bytes; add the field with its text");
                }
                values.add(value);
            }
        }
        return values;
    }

    private void write(Document document, List<TextLabel> labels) {
        document.removeFields(labelField);
        document.removeFields(scoreField);
        for (TextLabel label : labels) {
            document.add(new KeywordField(labelField, label.name(), Field.Store.YES));
            document.add(new FloatField(scoreField, label.score(), Field.Store.YES));
        }
    }
}
