package io.glossa.data;

import io.glossa.Embedding;
import io.glossa.TextEmbedder;
import io.glossa.data.internal.OddText;
import io.glossa.error.InvalidInputException;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.TextPair;
import io.glossa.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong with labelled texts before hours of training are spent on them: see {@link FindingKind} for what. Immutable
 * and thread-safe; the same data and seed give the same report.
 *
 * <p>Texts are the same here whatever their case, spacing and punctuation. Memory: about 40 bytes a row, and for near duplicates and
 * label errors the texts themselves, up to limits above which these two are left out and the report says so.
 *
 * <p>Likely label errors come from confident learning (Northcutt, Jiang and Chuang, JAIR 70, 2021): each text is predicted by models of
 * the others (five parts), a softmax regression over hashed n-grams and, if an embedder is set, one over its embeddings. Labels with
 * fewer than five examples are not looked at. With several labels a text, each label is looked at by itself.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class DataCheck {
    /** Similarity from which two texts are nearly the same, where nothing else is said. */
    public static final double DEFAULT_SIMILARITY = 0.8;

    private final @Nullable ToIntFunction<TextPair> tokens;
    private final int maxLength;
    private final boolean labelErrors;
    private final @Nullable Function<List<String>, List<float[]>> vectors;
    private final int maxLabelErrorTexts;
    private final double review;
    private final boolean nearDuplicates;
    private final double similarity;
    private final int maxNearDuplicateTexts;
    private final int rareLabel;
    private final long seed;

    private DataCheck(Builder builder) {
        this.tokens = builder.tokens;
        this.maxLength = builder.maxLength;
        this.labelErrors = builder.labelErrors;
        this.vectors = builder.vectors;
        this.maxLabelErrorTexts = builder.maxLabelErrorTexts;
        this.review = builder.review;
        this.nearDuplicates = builder.nearDuplicates;
        this.similarity = builder.similarity;
        this.maxNearDuplicateTexts = builder.maxNearDuplicateTexts;
        this.rareLabel = builder.rareLabel;
        this.seed = builder.seed;
    }

    /** The check with all defaults: no length, label errors by n-grams. */
    public static DataCheck defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Checks training data alone.
     *
     * @throws InvalidInputException if they cannot be read
     */
    public DataReport check(Dataset train) {
        return check(train, Optional.empty());
    }

    /**
     * Checks training data and held-out data.
     *
     * @throws InvalidInputException if they cannot be read
     */
    public DataReport check(Dataset train, Dataset dev) {
        return check(train, Optional.of(dev));
    }

    private DataReport check(Dataset train, Optional<Dataset> dev) {
        DatasetStatistics trainStatistics = train.statistics();
        Optional<DatasetStatistics> devStatistics = dev.map(Dataset::statistics);
        List<Inspection> inspections = inspections();
        see(train, false, inspections);
        dev.ifPresent(data -> see(data, true, inspections));
        List<DataFinding> findings = new ArrayList<>(trainRows(train));
        dev.ifPresent(data -> findings.addAll(badRows(data)));
        inspections.forEach(inspection -> findings.addAll(inspection.findings()));
        findings.sort(Comparator.comparing(DataFinding::kind));
        return new DataReport(train.name(), trainStatistics, dev.map(Dataset::name), devStatistics, findings);
    }

    private List<Inspection> inspections() {
        List<Inspection> inspections = new ArrayList<>();
        inspections.add(new DuplicateInspection());
        inspections.add(new LabelInspection(rareLabel));
        inspections.add(new TextInspection(FindingKind.EMPTY_TEXT, String::isBlank, "empty texts", "remove the rows"));
        inspections.add(new TextInspection(FindingKind.MOJIBAKE, OddText::mojibake,
                "texts that look like UTF-8 read as windows-1252 or Latin-1, as Ã¤ for ä",
                "export the data again as UTF-8, or repair them where they come from"));
        inspections.add(new TextInspection(FindingKind.HTML, OddText::html, "texts with tags or entities of HTML",
                "clean them (TextCleaner.web(), --clean web), in the data and wherever the model is used"));
        inspections.add(new TextInspection(FindingKind.ODD_CHARACTERS, OddText::oddCharacters,
                "texts with control, private or replacement characters", "clean them, or repair them where they come from"));
        if (tokens != null) {
            inspections.add(new LengthInspection(tokens, maxLength));
        }
        if (nearDuplicates) {
            inspections.add(new NearDuplicateInspection(similarity, maxNearDuplicateTexts));
        }
        if (labelErrors) {
            inspections.add(new LabelErrorInspection(vectors, maxLabelErrorTexts, review, seed));
        }
        return inspections;
    }

    private static void see(Dataset dataset, boolean heldOut, List<Inspection> inspections) {
        long[] place = {0};
        try (Stream<Example> examples = dataset.examples()) {
            examples.forEachOrdered(example -> {
                place[0]++;
                RowReference row = new RowReference(dataset.name(), example.row() > 0 ? example.row() : place[0]);
                inspections.forEach(inspection -> inspection.see(example, row, heldOut));
            });
        }
    }

    private static List<DataFinding> trainRows(Dataset train) {
        List<DataFinding> findings = new ArrayList<>(badRows(train));
        try {
            train.requireTrainable();
        } catch (InvalidInputException e) {
            findings.add(new DataFinding(FindingKind.NOT_TRAINABLE, Severity.ERROR, String.valueOf(e.getMessage()),
                    "see the message", 1, List.of()));
        }
        return findings;
    }

    private static List<DataFinding> badRows(Dataset dataset) {
        DatasetStatistics statistics = dataset.statistics();
        if (statistics.skippedRows() == 0) {
            return List.of();
        }
        List<FindingItem> items = statistics.badRows().stream()
                .map(row -> FindingItem.of(new RowReference(dataset.name(), row.row()))).toList();
        String message = "rows of " + dataset.name() + " that were left out: " + statistics.skippedRows() + "; the first: "
                + statistics.badRows().get(0).problem();
        return List.of(new DataFinding(FindingKind.BAD_ROWS, Severity.WARNING, message, "repair or remove them",
                statistics.skippedRows(), items));
    }

    /** Collects settings; the last call of each method counts. Not thread-safe. */
    public static final class Builder {
        private @Nullable ToIntFunction<TextPair> tokens;
        private int maxLength;
        private boolean labelErrors = true;
        private @Nullable Function<List<String>, List<float[]>> vectors;
        private int maxLabelErrorTexts = 100_000;
        private double review = 1;
        private boolean nearDuplicates = true;
        private double similarity = DEFAULT_SIMILARITY;
        private int maxNearDuplicateTexts = 200_000;
        private int rareLabel = 10;
        private long seed = 13;

        private Builder() {}

        /**
         * Looks for texts that are too long; by default it does not.
         *
         * @param tokenizer counts tokens; it must stay open while checking
         * @param most tokens of a text that are read, special tokens included
         * @throws IllegalArgumentException if {@code most} is not positive
         */
        public Builder length(Tokenizer tokenizer, int most) {
            Objects.requireNonNull(tokenizer, "tokenizer");
            if (most < 1) {
                throw new IllegalArgumentException("most: expected a positive number, found " + most);
            }
            EncodingOptions options = EncodingOptions.defaults();
            this.tokens = text -> tokenizer.encode(text.text(), text.pair(), options).length();
            this.maxLength = most;
            return this;
        }

        /**
         * Looks for label errors by the embeddings of a model too, which finds more of them; by default by n-grams alone.
         *
         * @param model embeds both texts of a pair by themselves; it must stay open while checking
         */
        public Builder embedder(TextEmbedder model) {
            Objects.requireNonNull(model, "model");
            return vectors(texts -> model.embed(texts).stream().map(Embedding::vector).toList());
        }

        /**
         * Looks for label errors by vectors from anywhere, such as a cache or a service, as by {@link #embedder}.
         *
         * @param ofTexts one vector a text, in order, all of one length
         */
        public Builder vectors(Function<List<String>, List<float[]>> ofTexts) {
            this.vectors = Objects.requireNonNull(ofTexts, "ofTexts");
            return this;
        }

        /**
         * How many likely label errors are reported, as a multiple of how many are estimated; default 1. With 2, the second half is
         * where errors are rarer.
         *
         * @throws IllegalArgumentException if it is not a positive number
         */
        public Builder review(double factor) {
            if (!(factor > 0 && Double.isFinite(factor))) {
                throw new IllegalArgumentException("review: expected a positive number, found " + factor);
            }
            this.review = factor;
            return this;
        }

        /** Whether to look for label errors; default true. */
        public Builder labelErrors(boolean wanted) {
            this.labelErrors = wanted;
            return this;
        }

        /**
         * Most texts among which label errors are looked for; default 100,000.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxLabelErrorTexts(int most) {
            this.maxLabelErrorTexts = positive(most, "maxLabelErrorTexts");
            return this;
        }

        /** Whether to look for near duplicates; default true. */
        public Builder nearDuplicates(boolean wanted) {
            this.nearDuplicates = wanted;
            return this;
        }

        /**
         * Share of three-character sequences that two texts have in common from which they are nearly the same; default
         * {@value DataCheck#DEFAULT_SIMILARITY}.
         *
         * @throws IllegalArgumentException unless it is from 0.5 to 1
         */
        public Builder similarity(double least) {
            if (!(least >= 0.5 && least <= 1)) {
                throw new IllegalArgumentException("similarity: expected 0.5 to 1, found " + least);
            }
            this.similarity = least;
            return this;
        }

        /**
         * Most different texts among which near duplicates are looked for; default 200,000.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxNearDuplicateTexts(int most) {
            this.maxNearDuplicateTexts = positive(most, "maxNearDuplicateTexts");
            return this;
        }

        /**
         * Training examples below which a label is rare; default 10.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder rareLabel(int examples) {
            this.rareLabel = positive(examples, "rareLabel");
            return this;
        }

        /** Seed of the cross-validation; default 13. */
        public Builder seed(long number) {
            this.seed = number;
            return this;
        }

        private static int positive(int number, String name) {
            if (number < 1) {
                throw new IllegalArgumentException(name + ": expected a positive number, found " + number);
            }
            return number;
        }

        /** The check. */
        public DataCheck build() {
            return new DataCheck(this);
        }
    }
}
