package io.glossa.recipes;

import io.glossa.error.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The sets that heads learn from and are measured on: folders with {@code text} and {@code label} in TSV files. */
enum DataSet {
    /** Sentences of film reviews; tokenised, lower-cased. */
    SST2("sst2", "train_sentences.tsv", Treebank::join, "not stated"),
    /** Pieces of those sentences with labels of their own. */
    SST2_PHRASES("sst2", "train_phrases.tsv.gz", Treebank::join, "not stated"),
    /** Sentences of product reviews; tokenised, lower-cased. */
    CUSTOMER_REVIEWS("customer_reviews", "train.tsv", Treebank::join, "not stated"),
    /** Sentences about products, films and restaurants, as people wrote them. */
    UCI("uci_sentiment_sentences", "train.tsv", UnaryOperator.identity(), "not stated"),
    /** Comments from conversations, those whose emotions all go one way and in which no name is masked. */
    GOEMOTIONS("goemotions", "train.tsv.gz", UnaryOperator.identity(), "Apache-2.0"),
    /** Reviews of hotels, computers and books, in Chinese as people wrote them. */
    CHNSENTICORP("chnsenticorp", "train.tsv.gz", UnaryOperator.identity(), "not stated"),
    /** Reviews of hotels, in Chinese; shares texts with the set above. */
    HOTEL("chnsenticorp_hotel", "train.tsv.gz", UnaryOperator.identity(), "not stated"),
    /** Reviews of delivered meals, in Chinese; short. */
    WAIMAI("waimai_10k", "train.tsv", UnaryOperator.identity(), "not stated"),
    /** Reviews of ten kinds of goods, in Chinese; shares texts with the sets above. */
    SHOPPING("online_shopping_10_cats", "train.tsv.gz", UnaryOperator.identity(), "not stated");

    private final String folder;
    private final String trainFile;
    private final UnaryOperator<String> restore;
    private final String licence;

    DataSet(String folder, String trainFile, UnaryOperator<String> restore, String licence) {
        this.folder = folder;
        this.trainFile = trainFile;
        this.restore = restore;
        this.licence = licence;
    }

    /** Folder and training file, as tables call the set. */
    String title() {
        return folder + "/" + trainFile;
    }

    /** The folder's name. */
    String folder() {
        return folder;
    }

    /** The licence its origin states for the data. */
    String licence() {
        return licence;
    }

    /**
     * What may be learnt from: the training file without repeats and without texts of the development file, both compared by
     * their letters and digits alone, and with tokenisation undone.
     *
     * @param data the folder of the sets
     * @param seen letters and digits of texts that are left out besides; those of the result and of the development file are
     *     added
     * @throws InvalidInputException if a file is missing or not as expected
     */
    List<LabelledText> train(Path data, Set<String> seen) {
        return unseen(data, seen).stream().map(this::restored).toList();
    }

    /** As {@link #train}, with texts as they are in the file. */
    List<LabelledText> unseen(Path data, Set<String> seen) {
        dev(data).forEach(text -> seen.add(text.letters()));
        return read(data, trainFile).stream().filter(text -> seen.add(text.letters())).toList();
    }

    /** A text of this set with tokenisation undone. */
    LabelledText restored(LabelledText text) {
        return new LabelledText(restore.apply(text.text()), text.positive());
    }

    /**
     * What the finished model is measured on, as it is in the file.
     *
     * @param data the folder of the sets
     * @throws InvalidInputException if the file is missing or not as expected
     */
    List<LabelledText> dev(Path data) {
        return read(data, "dev.tsv");
    }

    private List<LabelledText> read(Path data, String file) {
        Path path = data.resolve(folder).resolve(file);
        List<LabelledText> texts = new ArrayList<>();
        for (Map<String, String> row : Tsv.rows(path)) {
            String text = row.get("text");
            String label = row.get("label");
            if (text == null || label == null) {
                throw new InvalidInputException(path + ": expected the columns text and label, found " + row.keySet());
            }
            positive(text, label, path).ifPresent(positive -> texts.add(new LabelledText(text, positive)));
        }
        return List.copyOf(texts);
    }

    private Optional<Boolean> positive(String text, String label, Path path) {
        if (this == GOEMOTIONS) {
            return text.contains("[") ? Optional.empty() : Emotions.positive(label);
        }
        return switch (label) {
            case "negative" -> Optional.of(false);
            case "positive" -> Optional.of(true);
            default -> throw new InvalidInputException(path + ": expected the labels negative and positive, found " + label);
        };
    }
}
