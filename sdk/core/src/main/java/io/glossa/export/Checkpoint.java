package io.glossa.export;

import io.glossa.error.ModelFormatException;
import io.glossa.internal.pipeline.Heads;
import io.glossa.models.Manifest;
import io.glossa.models.ModelConfig;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.Precision;
import io.glossa.models.ProblemType;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import io.glossa.models.graph.GraphWriter;
import io.glossa.models.graph.Parameters;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model whose graph can be written.
 *
 * @param directory its files
 * @param head what its graphs give
 */
record Checkpoint(ModelDirectory directory, GraphHead head) {

    /**
     * Opens a model.
     *
     * @throws ModelFormatException if it is a head on another model, which has no graph of its own
     */
    static Checkpoint open(ModelStore store, String id) {
        ModelDirectory directory = store.open(id);
        if (directory.manifest().flatMap(Manifest::head).isPresent()) {
            throw new ModelFormatException(directory.name() + ": expected a model with a graph of its own, found a head on "
                    + directory.manifest().flatMap(Manifest::base).orElse("another model") + "; export that one");
        }
        return new Checkpoint(directory, directory.sentenceTransformers().isPresent()
                ? GraphHead.HIDDEN_STATE : Heads.ofArchitecture(directory.config()));
    }

    /**
     * Writes the graph, from the weights or, where the model has none, from the constants of its 32-bit graph.
     *
     * @throws io.glossa.error.GlossaException if the architecture is not known or the weights do not fit it
     * @throws IOException if the file cannot be written
     */
    void write(GraphOptions options, Path file) throws IOException {
        String where = directory.name();
        Encoder encoder = Architectures.encoder(
                ArchitectureConfig.parse(directory.read("config.json"), where + "/config.json"));
        if (!directory.hasWeights() && directory.hasOnnx(Precision.FP32)) {
            Parameters parameters = Parameters.ofOnnx(directory.onnx(Precision.FP32).path(), where);
            GraphWriter.write(encoder, parameters, options, file);
            return;
        }
        try (Weights weights = directory.weights()) {
            GraphWriter.write(encoder, Parameters.of(weights, where), options, file);
        }
    }

    /** What the model does, in a word for the manifest. */
    String task() {
        return directory.manifest().flatMap(Manifest::task).orElseGet(() -> switch (head) {
            case SEQUENCE_LOGITS -> sequenceTask(directory.config());
            case TOKEN_LOGITS -> "token-classification";
            default -> "embedding";
        });
    }

    private static String sequenceTask(ModelConfig config) {
        if (config.problemType().orElse(null) == ProblemType.REGRESSION) {
            return "regression";
        }
        return config.labels().size() == 1 ? "reranking" : "classification";
    }
}
