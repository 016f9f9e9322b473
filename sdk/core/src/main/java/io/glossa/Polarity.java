package io.glossa;

import org.apiguardian.api.API;

/** Which way a sentiment goes. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Polarity {
    /** Against. */
    NEGATIVE,
    /** Neither; only from models that know it. */
    NEUTRAL,
    /** For. */
    POSITIVE
}
