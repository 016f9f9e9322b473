package io.glossa.training.internal.tuning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Device;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.TrainingException;
import io.glossa.internal.directory.FileList;
import io.glossa.internal.pipeline.LoadSettings;
import io.glossa.internal.pipeline.LoadedModel;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import io.glossa.text.TextCleaner;
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.internal.student.CopiedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Writes the files of a trained model. */
final class OutputFolder {
    private static final int CHUNK = 1024;

    private final Path folder;

    /**
     * What a comparison of what is served with the trainer found.
     *
     * @param difference largest difference of two logits
     * @param allowed what these two may differ by
     * @param agreement share of the texts with the same best label; NaN if there are no two labels
     */
    record Compared(double difference, double allowed, double agreement) {}

    OutputFolder(Path folder) {
        this.folder = folder;
    }

    /** Copies what the tokenizer needs. */
    void tokenizer(ModelDirectory base) throws IOException {
        copy(base, CopiedFiles::tokenizer);
    }

    /** Copies licence and notice of the base, whose numbers are in the weights. */
    void legal(ModelDirectory base) throws IOException {
        copy(base, CopiedFiles::legal);
    }

    private void copy(ModelDirectory base, Predicate<String> wanted) throws IOException {
        for (String path : base.files()) {
            if (wanted.test(path)) {
                Files.copy(base.file(path), folder.resolve(path));
                // A file of the hub's cache may be read-only.
                folder.resolve(path).toFile().setWritable(true, true);
            }
        }
    }

    void json(String name, ObjectNode node) throws IOException {
        text(name, SafeJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
    }

    void text(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    /** Where it is written. */
    Path path() {
        return folder;
    }

    /** Moves or copies a file here. */
    void take(Path from, String name) throws IOException {
        Files.copy(from, folder.resolve(name));
    }

    /** Writes the graph from the weights that lie here. */
    void graph(ModelStore store) throws IOException {
        Path graph = folder.resolve("onnx/model.onnx");
        Files.createDirectories(graph.getParent());
        store.open(folder.toString()).writeGraph(GraphOptions.of(GraphHead.SEQUENCE_LOGITS).masked(true), graph);
    }

    /**
     * Runs the graph on the development data.
     *
     * @param expected logits of the trainer [n][l]
     * @return how far they are apart
     * @throws TrainingException if it is beyond {@link Comparison#TOLERANCE}
     */
    Compared verify(ModelStore store, EncodedSet dev, float[][] expected, int threads, ModelFormat format) {
        try (LoadedModel model = LoadedModel.load(folder.toString(), settings(store, threads, format), "ClassifierTrainer",
                config -> GraphHead.SEQUENCE_LOGITS)) {
            return compare(dev, expected, rows -> model.runRows(rows, "logits",
                    (out, row, length) -> out.slice(row * out.dim(1), out.dim(1))));
        }
    }

    /** As {@link #verify}, for a head that was written here. */
    Compared verifyHead(String base, ModelStore store, EncodedSet dev, float[][] expected, int threads) {
        try (LoadedModel model = LoadedModel.hiddenStates(base, settings(store, threads, ModelFormat.AUTO), "ClassifierTrainer")) {
            HeadLogits head = HeadLogits.of(model, store.open(folder.toString()), HeadTraining.WEIGHTS);
            return compare(dev, expected, head::of);
        }
    }

    private static LoadSettings settings(ModelStore store, int threads, ModelFormat format) {
        return new LoadSettings(store, Device.cpu(), threads, Precision.FP32, format, 384, TextCleaner.none());
    }

    static LoadedModel.TokenRow row(EncodedSet.Item item) {
        return new LoadedModel.TokenRow(item.ids(), item.typeIds() == null ? new int[item.ids().length] : item.typeIds());
    }

    private Compared compare(EncodedSet dev, float[][] expected, Function<List<LoadedModel.TokenRow>, List<float[]>> served) {
        Comparison comparison = new Comparison();
        for (int from = 0; from < dev.size(); from += CHUNK) {
            List<LoadedModel.TokenRow> rows = new ArrayList<>();
            for (int i = from; i < Math.min(dev.size(), from + CHUNK); i++) {
                rows.add(row(dev.get(i)));
            }
            List<float[]> logits = served.apply(rows);
            for (int i = 0; i < logits.size(); i++) {
                comparison.add(logits.get(i), expected[from + i]);
            }
        }
        return comparison.result(folder.getFileName());
    }

    /** Writes the manifest over the files that are here now. */
    void manifest(ObjectNode manifest) throws IOException {
        manifest.set("files", FileList.of(folder));
        json(FileList.MANIFEST, manifest);
    }
}
