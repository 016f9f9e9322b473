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
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.internal.loop.Evaluations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the files of a trained model. */
final class OutputFolder {
    /** Largest difference that a graph may have from the trainer. */
    static final double TOLERANCE = 1e-4;
    private static final Set<String> TOKENIZER = Set.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
            "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt", "sentencepiece.bpe.model", "spiece.model", "spm.model",
            "bpe.codes");
    private static final int CHUNK = 1024;

    private final Path folder;

    OutputFolder(Path folder) {
        this.folder = folder;
    }

    /** Copies what the tokenizer needs, and licence and notice of the base, whose numbers are in the weights. */
    void tokenizer(ModelDirectory base) throws IOException {
        for (String path : base.files()) {
            String lower = path.toLowerCase(Locale.ROOT);
            if (TOKENIZER.contains(path) || !path.contains("/") && (lower.startsWith("license") || lower.startsWith("notice"))) {
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

    void history(List<TrainingEvaluation> history) throws IOException {
        StringBuilder lines = new StringBuilder();
        history.forEach(evaluation -> lines.append(Evaluations.toJson(evaluation)).append('\n'));
        text("history.jsonl", lines.toString());
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
     * @return the largest difference between two logits
     * @throws TrainingException if it is beyond {@link #TOLERANCE}, relative for logits above 1
     */
    double verify(ModelStore store, EncodedSet dev, float[][] expected, int threads, ModelFormat format) {
        double largest = 0;
        double largestShare = 0;
        LoadSettings settings = new LoadSettings(store, Device.cpu(), threads, Precision.FP32, format, 384, TextCleaner.none());
        try (LoadedModel model = LoadedModel.load(folder.toString(), settings, "ClassifierTrainer", config -> GraphHead.SEQUENCE_LOGITS)) {
            for (int from = 0; from < dev.size(); from += CHUNK) {
                List<LoadedModel.TokenRow> rows = new ArrayList<>();
                for (int i = from; i < Math.min(dev.size(), from + CHUNK); i++) {
                    EncodedSet.Item item = dev.get(i);
                    rows.add(new LoadedModel.TokenRow(item.ids(), item.typeIds() == null ? new int[item.ids().length] : item.typeIds()));
                }
                List<float[]> logits = model.runRows(rows, "logits", (out, row, length) -> out.slice(row * out.dim(1), out.dim(1)));
                for (int i = 0; i < logits.size(); i++) {
                    for (int l = 0; l < logits.get(i).length; l++) {
                        double trained = expected[from + i][l];
                        double difference = Math.abs(logits.get(i)[l] - trained);
                        largest = Math.max(largest, difference);
                        largestShare = Math.max(largestShare, difference / Math.max(1, Math.abs(trained)));
                    }
                }
            }
        }
        if (!(largestShare <= TOLERANCE)) {
            throw new TrainingException("model.onnx: expected the logits of the trainer within " + TOLERANCE + ", found a difference of "
                    + largest + "; please report it, with the architecture and the device");
        }
        return largest;
    }

    /** Writes the manifest over the files that are here now. */
    void manifest(ObjectNode manifest) throws IOException {
        manifest.set("files", FileList.of(folder));
        json(FileList.MANIFEST, manifest);
    }
}
