package io.glossa.training;

import org.apiguardian.api.API;

/** How the learning rate goes on after the warm-up, in which it grows from 0 in a straight line. As in transformers. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum LearningRateSchedule {
    /** Down to 0 in a straight line. */
    LINEAR,
    /** Down to 0 along half a cosine. */
    COSINE,
    /** It stays. */
    CONSTANT
}
