package io.glossa.models;

import org.apiguardian.api.API;

/** How the logits of a classifier are meant, as {@code problem_type} in {@code config.json} says. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum ProblemType {
    /** The logits are the values themselves. */
    REGRESSION,
    /** One label is right: softmax over the logits. */
    SINGLE_LABEL_CLASSIFICATION,
    /** Any number of labels is right: a sigmoid for each logit. */
    MULTI_LABEL_CLASSIFICATION
}
