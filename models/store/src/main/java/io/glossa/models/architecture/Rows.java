package io.glossa.models.architecture;

import org.apiguardian.api.API;

/** Which tokens' vectors the last layer has to give. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum Rows {
    /** All: [b,s,h]. */
    ALL,
    /** Only the first token's, all that many heads read: [b,1,h]. Exactly the first row of {@link #ALL}. */
    FIRST
}
