package io.glossa.models.hub.internal;

import io.glossa.error.ModelNotFoundException;
import io.glossa.models.hub.HubOptions;
import java.io.IOException;

/** What an answer means that is not the one hoped for. */
final class Refusals {
    private final HubOptions options;
    private final String repository;
    private final String revision;
    private final Retry retry;

    Refusals(HubOptions options, String repository, String revision, Retry retry) {
        this.options = options;
        this.repository = repository;
        this.revision = revision;
        this.retry = retry;
    }

    /**
     * Turns a status into an exception.
     *
     * @param file the file asked for, empty for the list of files
     * @return never
     * @throws TransientFault if it may pass
     * @throws ModelNotFoundException if it will not; the message says what to do
     */
    RuntimeException refused(HttpAnswer answer, String file) throws IOException {
        int status = answer.status();
        String host = answer.uri().getHost();
        if (status == 408 || status == 429 || status >= 500) {
            throw new TransientFault(host + " answers with status " + status, null,
                    retry.retryAfter(answer.headers().firstValue("Retry-After")).orElse(null), false);
        }
        String code = answer.header("X-Error-Code").orElse("");
        String model = "hub:" + repository;
        String page = options.endpoint() + "/" + repository;
        boolean denied = status == 401 || status == 403;
        if (code.equals("GatedRepo") && denied) {
            return new ModelNotFoundException(model + ": expected to read it, found that it is gated (status " + status + "); "
                    + (options.token().isPresent()
                            ? "ask for access at " + page + " with the account of your token"
                            : "ask for access at " + page + " and give an access token of that account in HF_TOKEN"));
        }
        if (code.equals("RevisionNotFound") && status == 404) {
            return new ModelNotFoundException(model + ": expected a revision " + revision + ", found none at " + host
                    + "; name a branch, tag or commit that is listed at " + page);
        }
        if (status == 404 && !file.isEmpty()) {
            return new ModelNotFoundException(model + "@" + revision + ": expected a file " + file + ", found none at " + host
                    + "; the repository is incomplete, or the mirror is");
        }
        if (denied && !code.equals("RepoNotFound") && options.token().isPresent()) {
            return new ModelNotFoundException(model + ": expected to read it, found that " + host + " refuses the access token"
                    + " (status " + status + "); check that HF_TOKEN, or the token file, is valid and may read this repository");
        }
        if (denied || status == 404) {
            return new ModelNotFoundException(model + ": expected a repository of this name at " + host + ", found none (status "
                    + status + "); check the name" + (options.token().isPresent()
                            ? " and that the account of your token may read it"
                            : ", and for a private repository give an access token in HF_TOKEN"));
        }
        return new ModelNotFoundException(model + ": expected " + (file.isEmpty() ? "the list of its files" : file) + ", found"
                + " status " + status + " from " + host + "; check HF_ENDPOINT and the proxy");
    }
}
