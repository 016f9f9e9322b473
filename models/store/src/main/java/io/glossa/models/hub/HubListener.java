package io.glossa.models.hub;

import java.time.Duration;
import org.apiguardian.api.API;

/**
 * Is told what happens while models come from the hub. Every method does nothing by default. The calls come from the thread
 * that opens or reads the model, in order for one file; several threads may call at the same time. An exception thrown here
 * ends the fetch and reaches the caller; the part of the file that was fetched stays and is gone on with next time.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface HubListener {
    /**
     * A branch, a tag or a short commit was found to be a commit.
     *
     * @param repository such as {@code org/name}
     * @param revision what was asked for; {@code main} if nothing was
     * @param commit the whole commit, 40 hexadecimal digits
     */
    default void resolved(String repository, String revision, String commit) {}

    /**
     * The hub could not be asked, and the revision in the cache is used as it is.
     *
     * @param repository such as {@code org/name}
     * @param revision what was asked for; {@code main} if nothing was
     * @param commit the commit in the cache
     * @param reason why the hub could not be asked
     */
    default void usingCache(String repository, String revision, String commit, String reason) {}

    /**
     * A part of a file has arrived. Called once before the first byte, then about every megabyte, and once at the end.
     *
     * @param repository such as {@code org/name}
     * @param file path inside the repository
     * @param bytes how much of the file is there, with what an earlier attempt left
     * @param total size of the file in bytes, −1 if the server does not say
     */
    default void progress(String repository, String file, long bytes, long total) {}

    /**
     * A request failed in a way that may pass, and is tried again after a pause.
     *
     * @param repository such as {@code org/name}
     * @param what what is fetched: a path inside the repository, or its list of files
     * @param pause how long the pause is
     * @param reason what went wrong
     */
    default void retrying(String repository, String what, Duration pause, String reason) {}
}
