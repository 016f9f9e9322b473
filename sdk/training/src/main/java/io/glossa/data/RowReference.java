package io.glossa.data;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A row of a data set. Immutable and thread-safe.
 *
 * @param dataset name of the data set
 * @param row number of the row in its file, from 1, the header not counted; of an example without one, its place in the data set
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record RowReference(String dataset, long row) implements Comparable<RowReference> {
    /** Checks the name. */
    public RowReference {
        Objects.requireNonNull(dataset, "dataset");
    }

    /** By data set, then by row. */
    @Override
    public int compareTo(RowReference other) {
        int order = dataset.compareTo(other.dataset);
        return order != 0 ? order : Long.compare(row, other.row);
    }
}
