package io.glossa.training;

import org.apiguardian.api.API;

/** What a layer between encoder and classifier starts from where the base model does not bring it. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum PoolerStart {
    /** Random numbers of deviation 0.02, as in transformers. */
    NORMAL,
    /** Nearly the identity: what the encoder knows of a text reaches the classifier from the first step on. */
    IDENTITY
}
