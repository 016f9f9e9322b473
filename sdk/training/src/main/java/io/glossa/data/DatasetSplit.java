package io.glossa.data;

import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A data set in two parts that share no example. Immutable and thread-safe.
 *
 * @param train what is learnt from
 * @param dev what is held out
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record DatasetSplit(Dataset train, Dataset dev) {
    /** Checks both parts. */
    public DatasetSplit {
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(dev, "dev");
    }
}
