package io.glossa.training.report;

import io.glossa.base.internal.AtomicFiles;
import io.glossa.error.TrainingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * The model card, {@code README.md}: a head in YAML as the Hugging Face hub reads it (licence, languages, base model, data sets,
 * metrics, results), then what the model is, how to use it, what it learned from, how good it is and how it was made. The same data
 * give the same bytes. No text of the data is in it. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ModelCard {
    private final ReportData data;
    private final CardFacts facts;

    private ModelCard(ReportData data, CardFacts facts) {
        this.data = data;
        this.facts = facts;
    }

    /** A builder of a card that tells of a run. */
    public static Builder builder(ReportData data) {
        return new Builder(Objects.requireNonNull(data, "data"));
    }

    /**
     * Writes a card about which no more is known than the run.
     *
     * @param data what to tell
     * @param target the file, usually {@code README.md} in the folder of the model
     * @throws TrainingException if it can't be written
     */
    public static void write(ReportData data, Path target) {
        builder(data).build().write(target);
    }

    /**
     * Writes the card, whole or not at all. A file that is there is replaced.
     *
     * @param target the file, usually {@code README.md} in the folder of the model
     * @throws TrainingException if it can't be written
     */
    public void write(Path target) {
        byte[] bytes = markdown().getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFiles.write(target, temporary -> Files.write(temporary, bytes));
        } catch (IOException e) {
            throw new TrainingException(target + ": expected a file that can be written, found " + e.getClass().getSimpleName()
                    + "; make room or choose another folder", e);
        }
    }

    /** The card. */
    public String markdown() {
        return CardHead.write(data, facts) + CardBody.write(data, facts);
    }

    /** Collects what a run does not know. Each call replaces what an earlier one of the same name set. Not thread-safe. */
    public static final class Builder {
        private final ReportData data;
        private String license = "";
        private List<String> languages = List.of();
        private List<String> tags = List.of();
        private List<String> dataSets = List.of();
        private String about = "";
        private List<String> limits = List.of();

        private Builder(ReportData data) {
            this.data = data;
        }

        /**
         * The licence as the hub names it, such as {@code apache-2.0}; left out by default, and the card then says that none was given.
         * For a model made from another it has to allow what the licence of that one allows.
         */
        public Builder license(String id) {
            this.license = Objects.requireNonNull(id, "id");
            return this;
        }

        /** ISO 639-1 codes of the languages of the data. */
        public Builder languages(List<String> codes) {
            this.languages = List.copyOf(codes);
            return this;
        }

        /** Further tags for the hub. */
        public Builder tags(List<String> all) {
            this.tags = List.copyOf(all);
            return this;
        }

        /** Names of the data sets on the hub; by default none. */
        public Builder dataSets(List<String> names) {
            this.dataSets = List.copyOf(names);
            return this;
        }

        /** What the model is for, in a sentence or two, as plain text. */
        public Builder about(String text) {
            this.about = Objects.requireNonNull(text, "text");
            return this;
        }

        /** Limits that are known besides those the numbers show, as plain text. */
        public Builder limits(List<String> all) {
            this.limits = List.copyOf(all);
            return this;
        }

        /** The card. */
        public ModelCard build() {
            return new ModelCard(data, new CardFacts(license, languages, tags, dataSets, about, limits));
        }
    }

    /** What a run does not know. */
    record CardFacts(String license, List<String> languages, List<String> tags, List<String> dataSets, String about, List<String> limits) {}
}
