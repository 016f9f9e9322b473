package io.glossa.models.hub.internal;

import java.util.Optional;

/**
 * What the list of a repository's files says about one of them.
 *
 * @param size in bytes, −1 if it does not say
 * @param checksum what its content hashes to, if it says
 * @param blob what git names it by, empty if the list does not say
 */
record RemoteFile(long size, Optional<Checksum> checksum, String blob) {
    static final RemoteFile UNKNOWN = new RemoteFile(-1, Optional.empty(), "");

    /** Whether the list says as much as the cache wants to keep. */
    boolean known() {
        return size >= 0 && checksum.isPresent();
    }
}
