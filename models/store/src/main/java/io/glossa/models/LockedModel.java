package io.glossa.models;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * One model of a {@link LockFile}.
 *
 * @param repository such as {@code org/name}
 * @param revision what was asked for when the lock was written; {@code main} if nothing was
 * @param commit the commit it was then, 40 hexadecimal digits
 * @param files path to size and SHA-256 of every file that may be used, sorted by path; unmodifiable
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LockedModel(String repository, String revision, String commit, Map<String, Manifest.FileEntry> files) {
    /** Copies the map and refuses nulls. */
    public LockedModel {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(commit, "commit");
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
