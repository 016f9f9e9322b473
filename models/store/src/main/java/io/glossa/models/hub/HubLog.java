package io.glossa.models.hub;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of the hub where nobody else does: a revision from the cache is a warning, all else is for information. */
final class HubLog implements HubListener {
    private static final Logger LOG = LoggerFactory.getLogger(HubLog.class);

    @Override
    public void resolved(String repository, String revision, String commit) {
        LOG.info("hub:{}@{} is commit {}", repository, revision, commit);
    }

    @Override
    public void usingCache(String repository, String revision, String commit, String reason) {
        LOG.warn("hub:{}@{}: using commit {} from the cache, because {}", repository, revision, commit, reason);
    }

    @Override
    public void retrying(String repository, String what, Duration pause, String reason) {
        LOG.info("hub:{}, {}: {}; trying again in {} ms", repository, what, reason, pause.toMillis());
    }
}
