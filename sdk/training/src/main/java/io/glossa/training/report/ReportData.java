package io.glossa.training.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * All a report and a model card tell of a run, as plain values. What is not set is not shown. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ReportData {
    private final String model;
    private final Task task;
    private final String base;
    private final String method;
    private final String command;
    private final Map<String, String> options;
    private final Map<String, String> environment;
    private final DataSummary data;
    private final TrainingHistory history;
    private final QualityReport quality;
    private final @Nullable Parity parity;
    private final List<FileSize> files;
    private final boolean texts;

    private ReportData(Builder b) {
        this.model = b.model;
        this.task = b.task;
        this.base = b.base;
        this.method = b.method;
        this.command = b.command;
        this.options = Collections.unmodifiableMap(new LinkedHashMap<>(b.options));
        this.environment = Collections.unmodifiableMap(new LinkedHashMap<>(b.environment));
        this.data = b.data;
        this.history = b.history;
        this.quality = b.quality;
        this.parity = b.parity;
        this.files = b.files;
        this.texts = b.texts;
    }

    /**
     * Makes a builder.
     *
     * @param model name of the model, such as that of its folder
     * @param task what it does
     */
    public static Builder builder(String model, Task task) {
        return new Builder(Objects.requireNonNull(model, "model"), Objects.requireNonNull(task, "task"));
    }

    /** Name of the model. */
    public String model() {
        return model;
    }

    /** What it does. */
    public Task task() {
        return task;
    }

    /** The model it was made from, or empty if it was made from nothing. */
    public String base() {
        return base;
    }

    /** How it was made, such as {@code full}, {@code lora} or {@code head}; may be empty. */
    public String method() {
        return method;
    }

    /** The command that makes it again; may be empty. */
    public String command() {
        return command;
    }

    /** Options by name, in the order to show. */
    public Map<String, String> options() {
        return options;
    }

    /** What it ran on: processor, memory, versions, time; in the order to show. */
    public Map<String, String> environment() {
        return environment;
    }

    /** What it learned from. */
    public DataSummary data() {
        return data;
    }

    /** How the run went. */
    public TrainingHistory history() {
        return history;
    }

    /** How good it is. */
    public QualityReport quality() {
        return quality;
    }

    /** How far what is served is from what was trained, if compared. */
    public Optional<Parity> parity() {
        return Optional.ofNullable(parity);
    }

    /** What was written. */
    public List<FileSize> files() {
        return files;
    }

    /** Whether texts of the data may be shown. */
    public boolean texts() {
        return texts;
    }

    /** What a model does. */
    public enum Task {
        /** One label a text. */
        SINGLE_LABEL("Classification, one label a text"),
        /** Any number of labels a text. */
        MULTI_LABEL("Classification, any number of labels a text"),
        /** A number a text. */
        REGRESSION("Regression, a number a text");

        private final String words;

        Task(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The comparison of what is served with the model that was trained.
     *
     * @param maxDifference largest difference of any logit
     * @param tolerance what is allowed
     * @param examples on how many examples
     * @param argmaxAgreement share of examples with the same best label, 0 to 1; NaN if there are no labels
     */
    public record Parity(double maxDifference, double tolerance, long examples, double argmaxAgreement) {
        /** Whether the difference is allowed. */
        public boolean holds() {
            return maxDifference <= tolerance;
        }
    }

    /**
     * A file.
     *
     * @param path its path in the folder of the model
     * @param bytes its size
     */
    public record FileSize(String path, long bytes) {
        /** Checks the path. */
        public FileSize {
            Objects.requireNonNull(path, "path");
        }
    }

    /** Collects what is to be told. Each call replaces what an earlier one of the same name set. Not thread-safe. */
    public static final class Builder {
        private final String model;
        private final Task task;
        private String base = "";
        private String method = "";
        private String command = "";
        private Map<String, String> options = Map.of();
        private Map<String, String> environment = Map.of();
        private DataSummary data = DataSummary.NONE;
        private TrainingHistory history = TrainingHistory.NONE;
        private QualityReport quality = QualityReport.NONE;
        private @Nullable Parity parity;
        private List<FileSize> files = List.of();
        private boolean texts = true;

        private Builder(String model, Task task) {
            this.model = model;
            this.task = task;
        }

        /** The model it was made from. */
        public Builder base(String name) {
            this.base = Objects.requireNonNull(name, "name");
            return this;
        }

        /** How it was made: {@code full}, {@code lora}, {@code head}, or the name of a model made from nothing. */
        public Builder method(String name) {
            this.method = Objects.requireNonNull(name, "name");
            return this;
        }

        /** The command that makes it again. */
        public Builder command(String line) {
            this.command = Objects.requireNonNull(line, "line");
            return this;
        }

        /** Options by name, in the order to show. */
        public Builder options(Map<String, String> all) {
            this.options = new LinkedHashMap<>(all);
            return this;
        }

        /** What it ran on, in the order to show. */
        public Builder environment(Map<String, String> all) {
            this.environment = new LinkedHashMap<>(all);
            return this;
        }

        /** What it learned from. */
        public Builder data(DataSummary report) {
            this.data = Objects.requireNonNull(report, "report");
            return this;
        }

        /** How the run went. */
        public Builder history(TrainingHistory past) {
            this.history = Objects.requireNonNull(past, "past");
            return this;
        }

        /** How good it is. */
        public Builder quality(QualityReport report) {
            this.quality = Objects.requireNonNull(report, "report");
            return this;
        }

        /** How far what is served is from what was trained. */
        public Builder parity(Parity measured) {
            this.parity = Objects.requireNonNull(measured, "measured");
            return this;
        }

        /** What was written. */
        public Builder files(List<FileSize> all) {
            this.files = List.copyOf(all);
            return this;
        }

        /** Whether texts of the data may be shown, as those of the worst errors; default true. */
        public Builder texts(boolean shown) {
            this.texts = shown;
            return this;
        }

        /** What was set so far; later calls don't change it. */
        public ReportData build() {
            return new ReportData(this);
        }
    }
}
