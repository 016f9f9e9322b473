package io.glossa.data;

import org.apiguardian.api.API;

/** What happens to rows that cannot be used. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum BadRows {
    /** The first one ends the reading with an exception that names it. */
    FAIL,
    /** They are left out and counted: {@link DatasetStatistics#skippedRows()}. */
    SKIP
}
