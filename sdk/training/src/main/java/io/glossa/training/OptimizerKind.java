package io.glossa.training;

import org.apiguardian.api.API;

/** The rule by which parameters change, as in PyTorch. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum OptimizerKind {
    /** Stochastic gradient descent, with momentum if it is not 0. */
    SGD,
    /** Adam (Kingma and Ba 2015). */
    ADAM,
    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
    ADAMW
}
