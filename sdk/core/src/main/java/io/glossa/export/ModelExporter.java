package io.glossa.export;

import io.glossa.RawModel;
import io.glossa.TextOptions;
import io.glossa.error.GlossaException;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.internal.directory.NewFolder;
import io.glossa.internal.pipeline.Checks;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.graph.GraphOptions;
import io.glossa.text.TextCleaner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Turns a checkpoint into a model directory for serving: the model's configuration, tokenizer and card, an ONNX graph in 32 or 8
 * bits, and a {@code glossa.json} with what was measured. The graph has an input {@code attention_mask}, so that other runtimes
 * can pad texts; Glossa itself serves a checkpoint without an export.
 *
 * <p>With texts to verify on, the graph is compared with the 32-bit graph that Glossa writes from the same weights, and an export
 * that loses more than {@link Builder#maxLoss} or agrees less than {@link Builder#minAgreement} is refused. An export in 8 bits
 * needs such texts.
 *
 * <p>Nothing is half-written: the directory appears when all is done, and not otherwise. Immutable and thread-safe; each export
 * has its own handles, which are closed before it returns.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ModelExporter {
    /** Accuracy that an export may lose unless the caller says otherwise, as a share of the texts. */
    public static final double DEFAULT_MAX_LOSS = 0.005;
    /** Agreement that an export must reach unless the caller says otherwise. */
    public static final double DEFAULT_MIN_AGREEMENT = 0.98;

    private final String model;
    private final ModelStore store;
    private final Precision precision;
    private final boolean portable;
    private final int keep;
    private final Gate gate;
    private final boolean force;
    private final TextOptions options;
    private final TextCleaner cleaner;
    private final List<LabelledText> texts;

    private ModelExporter(Builder builder) {
        this.model = builder.model;
        this.store = builder.store == null ? ModelStore.defaults() : builder.store;
        this.precision = builder.precision;
        this.portable = builder.portable;
        this.keep = builder.keep;
        this.gate = new Gate(builder.maxLoss, builder.minAgreement);
        this.force = builder.force;
        this.options = builder.options;
        this.cleaner = builder.cleaner;
        this.texts = List.copyOf(builder.texts);
    }

    /**
     * A builder.
     *
     * @param model a folder, a model of the hub, or the name of an embedded model, with weights of an architecture that Glossa
     *     knows
     */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /**
     * Exports the model.
     *
     * @param out the directory to write; must not exist, or be an empty folder. Parent folders are made
     * @return what was written and measured
     * @throws InvalidInputException if {@code out} holds something already, an export in 8 bits has no texts to verify on and is
     *     not forced, a text does not fit the model, or a label is none of the model's
     * @throws ModelFormatException if the graph is beyond the limits and not forced (the message has the numbers and the
     *     limits), the architecture is not known, the weights do not fit it, or a file is damaged
     * @throws io.glossa.error.ModelNotFoundException if the model or its weights are not there
     * @throws GlossaException if the directory cannot be written, or the engine fails
     */
    public ExportReport export(Path out) {
        Path target = Objects.requireNonNull(out, "out").toAbsolutePath().normalize();
        if (precision == Precision.INT8 && texts.isEmpty() && !force) {
            throw new InvalidInputException("verify: expected texts to measure the loss of 8 bits on, found none; give some,"
                    + " or force the export");
        }
        NewFolder.requireFree(target);
        Checkpoint checkpoint = Checkpoint.open(store, model);
        try {
            return NewFolder.write(target, temporary -> write(checkpoint, temporary, target));
        } catch (IOException e) {
            throw new GlossaException(target + ": expected to write a model directory, found " + e.getClass().getSimpleName()
                    + "; check free space and permissions, and that nobody else writes there", e);
        }
    }

    private ExportReport write(Checkpoint checkpoint, Path folder, Path target) throws IOException {
        ModelFolder.copy(checkpoint.directory(), folder);
        Path graph = folder.resolve(precision == Precision.INT8 ? "onnx/model_quantized.onnx" : "onnx/model.onnx");
        Files.createDirectories(graph.getParent());
        GraphOptions plain = GraphOptions.of(checkpoint.head());
        GraphOptions wanted = plain.masked(true).portable(portable).int8(precision == Precision.INT8);
        // What thresholds the model has belongs to what is compared.
        ExportManifest.write(checkpoint, wanted, gate, null, folder);
        if (keep > 0) {
            wanted = wanted.kept(new Sensitivity(checkpoint, model, store, options, cleaner, texts).worst(keep, wanted, graph, folder));
            ExportManifest.write(checkpoint, wanted, gate, null, folder);
        }
        checkpoint.directory().writeGraph(wanted, graph);
        Optional<ExportMeasures> measures = measure(checkpoint, folder);
        long bytes = size(graph);
        List<String> problems = new ArrayList<>(measures.map(gate::problems).orElse(List.of()));
        if (precision == Precision.INT8 && measures.isEmpty()) {
            problems.add("expected texts to measure the loss of 8 bits on, found none");
        }
        if (!problems.isEmpty() && !force) {
            throw new ModelFormatException(checkpoint.directory().name() + " in " + ExportManifest.word(precision) + ": "
                    + String.join("; ", problems) + "; keep it in fp32, set other limits, or force the export");
        }
        long fp32Bytes = precision == Precision.INT8 ? size(checkpoint.directory().graph(plain).path()) : bytes;
        ExportReport report = new ExportReport(
                target, checkpoint.task(), precision, portable, List.copyOf(wanted.kept()), fp32Bytes, bytes, measures, problems);
        ExportManifest.write(checkpoint, wanted, gate, report, folder);
        return report;
    }

    private Optional<ExportMeasures> measure(Checkpoint checkpoint, Path folder) {
        if (texts.isEmpty()) {
            // Whoever gets the directory shall not be the first to load it.
            RawModel.builder(folder.toString()).store(store).modelFormat(ModelFormat.ONNX).precision(precision).build().close();
            return Optional.empty();
        }
        return Optional.of(Comparison.of(checkpoint, model, store, folder, precision, options, cleaner, texts));
    }

    private static long size(Path graph) throws IOException {
        Path second = graph.resolveSibling(graph.getFileName() + "_data");
        return Files.size(graph) + (Files.exists(second) ? Files.size(second) : 0);
    }

    /** Collects the settings of a {@link ModelExporter}. Not thread-safe. */
    public static final class Builder {
        private final String model;
        private @Nullable ModelStore store;
        private Precision precision = Precision.FP32;
        private boolean portable;
        private int keep;
        private double maxLoss = DEFAULT_MAX_LOSS;
        private double minAgreement = DEFAULT_MIN_AGREEMENT;
        private boolean force;
        private TextOptions options = TextOptions.defaults();
        private TextCleaner cleaner = TextCleaner.none();
        private final List<LabelledText> texts = new ArrayList<>();

        private Builder(String model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        /** Where the model is looked up; default {@link ModelStore#defaults()}. */
        public Builder store(ModelStore store) {
            this.store = Objects.requireNonNull(store, "store");
            return this;
        }

        /**
         * Bits of the graph; default {@link Precision#FP32}.
         *
         * @throws IllegalArgumentException if it is {@link Precision#AUTO}
         */
        public Builder precision(Precision precision) {
            Checks.argument(Objects.requireNonNull(precision, "precision") != Precision.AUTO,
                    "precision: expected FP32 or INT8, found AUTO");
            this.precision = precision;
            return this;
        }

        /** Whether only standard operators are used, for runtimes other than ONNX Runtime; slower; default false. */
        public Builder portable(boolean portable) {
            this.portable = portable;
            return this;
        }

        /**
         * How many products of an export in 8 bits stay in 32: those without whose rounding the outputs come closest to the ones
         * in 32 bits, measured one by one on the first {@value Sensitivity#TEXTS} of the texts to verify on. Each product costs a
         * graph and a run of these texts. Default 0.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder keep(int products) {
            Checks.argument(products >= 0, "keep: expected 0 or more products, found " + products);
            this.keep = products;
            return this;
        }

        /**
         * Texts to compare the graph on, in addition to those given before. Labels are used for classifiers of texts with two
         * labels or more. All texts are kept in memory. Use enough of them: below 200, one text more or less is half a point.
         */
        public Builder verify(Iterable<LabelledText> texts) {
            texts.forEach(text -> this.texts.add(Objects.requireNonNull(text, "text")));
            return this;
        }

        /**
         * Most accuracy that may be lost, as a share of the texts; default {@value ModelExporter#DEFAULT_MAX_LOSS}, half a point.
         *
         * @throws IllegalArgumentException if not between 0 and 1
         */
        public Builder maxLoss(double maxLoss) {
            this.maxLoss = share(maxLoss, "maxLoss");
            return this;
        }

        /**
         * Least {@link ExportMeasures#agreement()}, and for embeddings least {@link ExportMeasures#meanCosine()}; default
         * {@value ModelExporter#DEFAULT_MIN_AGREEMENT}.
         *
         * @throws IllegalArgumentException if not between 0 and 1
         */
        public Builder minAgreement(double minAgreement) {
            this.minAgreement = share(minAgreement, "minAgreement");
            return this;
        }

        /** Whether the directory is written even if it is beyond the limits; the report and its manifest say so; default false. */
        public Builder force(boolean force) {
            this.force = force;
            return this;
        }

        /** How the texts to verify on are turned into tokens; default {@link TextOptions#defaults()}. */
        public Builder text(TextOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** How the texts to verify on are cleaned before; default {@link TextCleaner#none()}. */
        public Builder cleaner(TextCleaner cleaner) {
            this.cleaner = Objects.requireNonNull(cleaner, "cleaner");
            return this;
        }

        /**
         * Makes the exporter.
         *
         * @throws IllegalArgumentException if the graph is to be portable and in 8 bits, whose operators are those of ONNX
         *     Runtime; or products are to be kept and it is not in 8 bits or there are no texts to measure on
         */
        public ModelExporter build() {
            Checks.argument(!portable || precision != Precision.INT8,
                    "portable: expected false for INT8, whose operators are those of ONNX Runtime, found true");
            Checks.argument(keep == 0 || precision == Precision.INT8 && !texts.isEmpty(),
                    "keep: expected an export in INT8 and texts to verify on, found " + precision + " and " + texts.size());
            return new ModelExporter(this);
        }

        private static double share(double value, String name) {
            Checks.argument(value >= 0 && value <= 1, name + ": expected a number from 0 to 1, found " + value);
            return value;
        }
    }
}
