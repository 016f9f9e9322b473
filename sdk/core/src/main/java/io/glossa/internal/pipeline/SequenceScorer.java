package io.glossa.internal.pipeline;

import io.glossa.TextOptions;
import io.glossa.tokenizer.TextPair;
import java.util.List;

/** Texts to one row of logits each. Thread-safe. */
public interface SequenceScorer {
    /** The labels by index. */
    List<String> labels();

    /**
     * Scores texts or pairs, in order.
     *
     * @throws IndexedFailure for a text that cannot be read
     */
    List<SequenceModel.Scored> score(List<TextPair> texts, TextOptions options);
}
