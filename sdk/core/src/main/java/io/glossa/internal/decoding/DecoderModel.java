package io.glossa.internal.decoding;

import java.util.List;

/** An encoder and a decoder over one vocabulary of target tokens. Thread-safe: each session is used by one thread at a time. */
public interface DecoderModel {
    /** How many target tokens there are: the length of a row of logits. */
    int vocabulary();

    /**
     * Encodes a batch of sources and makes a decoder ready for its first step.
     *
     * @param sources ids of each source, unpadded, special tokens included
     * @throws io.glossa.error.EngineException if the engine fails
     */
    DecoderSession start(List<int[]> sources);
}
