package io.glossa.export;

import io.glossa.error.ModelFormatException;
import io.glossa.internal.pipeline.Heads;
import io.glossa.models.Manifest;
import io.glossa.models.ModelConfig;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.ProblemType;
import io.glossa.models.graph.GraphHead;

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
     * @throws ModelFormatException if it is a head on another model, which has no weights of its own
     */
    static Checkpoint open(ModelStore store, String id) {
        ModelDirectory directory = store.open(id);
        if (directory.manifest().flatMap(Manifest::head).isPresent()) {
            throw new ModelFormatException(directory.name() + ": expected a model with weights of its own, found a head on "
                    + directory.manifest().flatMap(Manifest::base).orElse("another model") + "; export that one");
        }
        return new Checkpoint(directory, directory.sentenceTransformers().isPresent()
                ? GraphHead.HIDDEN_STATE : Heads.ofArchitecture(directory.config()));
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
