package io.glossa.data;

import org.apiguardian.api.API;

/** How much a finding matters, rising. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum Severity {
    /** Good to know. */
    INFO,
    /** Costs quality, or looks wrong. */
    WARNING,
    /** Nothing can be learnt from the data as they are, or what is measured on them is not true. */
    ERROR
}
