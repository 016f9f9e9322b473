package io.glossa.internal.pipeline;

import io.glossa.models.ModelConfig;
import io.glossa.models.graph.GraphHead;

/** Which head a checkpoint has. */
public final class Heads {
    private Heads() {}

    /** By the class it was saved from: the head for texts, the head for tokens, else the hidden state. */
    public static GraphHead ofArchitecture(ModelConfig config) {
        for (String architecture : config.architectures()) {
            if (architecture.endsWith("ForSequenceClassification")) {
                return GraphHead.SEQUENCE_LOGITS;
            }
            if (architecture.endsWith("ForTokenClassification")) {
                return GraphHead.TOKEN_LOGITS;
            }
        }
        return GraphHead.HIDDEN_STATE;
    }
}
