package io.glossa.benchmarks;

import io.glossa.data.Dataset;
import io.glossa.data.DatasetOptions;
import io.glossa.data.DatasetSplit;
import io.glossa.data.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A data set of the learning table.
 *
 * @param name what the table calls it
 * @param file its training file in the folder of all data; {@code dev.tsv} lies beside
 * @param base the embedded model that is trained
 * @param kind how it is read
 * @param metric what a method has to be better in
 */
record LearningSet(String name, String file, String base, Kind kind, String metric) {
    /** All of them, in the order of the table. */
    static final List<LearningSet> ALL = List.of(
            new LearningSet("sst2", "sst2/train_sentences.tsv", "base-en", Kind.WHOLE, "accuracy"),
            new LearningSet("trec", "trec/train.tsv", "base-en", Kind.WHOLE, "accuracy"),
            new LearningSet("banking77", "banking77/train.tsv", "base-en", Kind.WHOLE, "accuracy"),
            new LearningSet("clinc150", "clinc150/train.tsv", "base-en", Kind.WHOLE, "accuracy"),
            new LearningSet("clinc150-rejection", "clinc150/train.tsv", "base-en", Kind.REJECTION, "accuracy"),
            new LearningSet("sms_spam", "sms_spam/train.tsv", "base-en", Kind.WHOLE, "accuracy"),
            new LearningSet("goemotions", "goemotions/train.tsv.gz", "base-en", Kind.SEVERAL_LABELS, "macro_f1"),
            new LearningSet("tnews_zh", "tnews_zh/train.tsv.gz", "base-zh", Kind.SUBSET, "accuracy"),
            new LearningSet("waimai_10k", "waimai_10k/train.tsv", "base-zh", Kind.WHOLE, "accuracy"));

    private static final String OUT_OF_SCOPE = "oos";
    private static final double SUBSET = 10_000;
    private static final double HELD_OUT = 0.1;
    private static final long SEED = 2026;

    /** How a set is read. */
    enum Kind {
        /** All rows. */
        WHOLE,
        /** All rows; labels are separated by a bar. */
        SEVERAL_LABELS,
        /** A stratified part of the training data, the same for all runs. */
        SUBSET,
        /** Nothing out of scope is learned; it is to be told by the score of the best label. */
        REJECTION
    }

    /**
     * What a run reads.
     *
     * @param train to learn from
     * @param dev to measure on
     * @param rejection what else is read where texts out of scope are to be rejected
     */
    record Data(Dataset train, Dataset dev, Optional<Scope> rejection) {}

    /**
     * Texts in and out of scope.
     *
     * @param fit to choose the threshold on: a part of the training data that is not learned from, and what is out of scope there
     * @param dev to measure on
     */
    record Scope(Dataset fit, Dataset dev) {}

    /** Reads it from the folder of all data. */
    Data read(Path folder) {
        DatasetOptions.Builder options = DatasetOptions.builder();
        if (kind == Kind.SEVERAL_LABELS) {
            options.labelSeparator("|");
        }
        Dataset train = Dataset.read(folder.resolve(file), options.build()).inMemory();
        Dataset dev = Dataset.read(folder.resolve(file).resolveSibling("dev.tsv"), options.build()).inMemory();
        return switch (kind) {
            case WHOLE, SEVERAL_LABELS -> new Data(train, dev, Optional.empty());
            case SUBSET -> new Data(train.split(SUBSET / train.size(), SEED).dev().inMemory(), dev, Optional.empty());
            case REJECTION -> {
                DatasetSplit split = train.filter(LearningSet::inScope).split(HELD_OUT, SEED);
                Dataset fit = split.dev().concat(train.filter(example -> !inScope(example)));
                yield new Data(split.train(), dev.filter(LearningSet::inScope), Optional.of(new Scope(fit, dev)));
            }
        };
    }

    /** Whether one of the labels fits a text. */
    static boolean inScope(Example example) {
        return !example.labels().contains(OUT_OF_SCOPE);
    }
}
