package io.glossa.training;

import org.apiguardian.api.API;

/** What is trained. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum TrainingMethod {
    /** All parameters of the base model and a new head. */
    FULL,
    /** Low-rank factors beside the weights of the base model, and a new head. */
    LORA,
    /** A linear head on the base model's own embedding; the base model stays as it is and is run once for each text. */
    HEAD,
    /** Embedding, two LSTM layers and a head, from nothing. */
    LSTM,
    /** A linear model on hashed words and their n-grams, from nothing: the baseline to beat. */
    LINEAR;

    /** Whether the method starts from a base model. */
    public boolean needsBase() {
        return this == FULL || this == LORA || this == HEAD;
    }
}
