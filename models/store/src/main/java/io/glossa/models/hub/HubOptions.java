package io.glossa.models.hub;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Where the hub is, where copies are kept, and how patient Glossa is. What is not set comes from the environment variables of
 * {@code huggingface_hub}, read when {@link Builder#build()} is called. Proxies and the trust store are those of the JVM
 * ({@code https.proxyHost}, {@code javax.net.ssl.trustStore} and their relatives). Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class HubOptions {
    private final URI endpoint;
    private final Path cacheDirectory;
    private final @Nullable String token;
    private final boolean offline;
    private final boolean symlinks;
    private final Duration requestTimeout;
    private final Duration stallTimeout;
    private final int attempts;
    private final HubListener listener;

    private HubOptions(Builder builder, HubEnvironment environment) {
        this.endpoint = builder.endpoint != null ? builder.endpoint : environment.endpoint();
        this.cacheDirectory = builder.cacheDirectory != null ? builder.cacheDirectory : environment.cache();
        this.token = builder.anonymous ? null : builder.token != null ? builder.token : environment.token();
        this.offline = builder.offline != null ? builder.offline : environment.offline();
        this.symlinks = builder.symlinks != null ? builder.symlinks : environment.symlinks();
        this.requestTimeout = builder.requestTimeout != null
                ? builder.requestTimeout : environment.timeout("HF_HUB_ETAG_TIMEOUT");
        this.stallTimeout = builder.stallTimeout != null
                ? builder.stallTimeout : environment.timeout("HF_HUB_DOWNLOAD_TIMEOUT");
        this.attempts = builder.attempts;
        this.listener = builder.listener;
    }

    /**
     * What the environment says.
     *
     * @return options with nothing set
     * @throws io.glossa.error.InvalidInputException as {@link Builder#build()} does
     */
    public static HubOptions defaults() {
        return builder().build();
    }

    /**
     * Starts with what the environment says.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of the hub. Not thread-safe. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public static final class Builder {
        private @Nullable URI endpoint;
        private @Nullable Path cacheDirectory;
        private @Nullable String token;
        private boolean anonymous;
        private @Nullable Boolean offline;
        private @Nullable Boolean symlinks;
        private @Nullable Duration requestTimeout;
        private @Nullable Duration stallTimeout;
        private int attempts = 5;
        private HubListener listener = new HubLog();

        private Builder() {}

        /**
         * The hub or a mirror of it. Default: {@code HF_ENDPOINT}, else {@code https://huggingface.co}.
         *
         * @param endpoint http or https, with a host; a path below it is kept
         * @return this builder
         * @throws io.glossa.error.InvalidInputException for another scheme, no host, or a user, query or fragment
         */
        public Builder endpoint(URI endpoint) {
            this.endpoint = HubEnvironment.endpoint(Objects.requireNonNull(endpoint, "endpoint").toString(), "endpoint");
            return this;
        }

        /**
         * Where copies are kept, in the layout of {@code huggingface_hub}. Default: {@code HF_HUB_CACHE}, else
         * {@code $HF_HOME/hub}, else {@code $XDG_CACHE_HOME/huggingface/hub}, else {@code ~/.cache/huggingface/hub}.
         *
         * @param cacheDirectory a folder; it need not exist
         * @return this builder
         */
        public Builder cacheDirectory(Path cacheDirectory) {
            this.cacheDirectory = Objects.requireNonNull(cacheDirectory, "cacheDirectory");
            return this;
        }

        /**
         * An access token for private and gated repositories. It is sent to the host of the endpoint only, and is in no
         * message, log or {@link HubOptions#toString()}. Default: {@code HF_TOKEN}, else the file {@code HF_TOKEN_PATH} or
         * {@code $HF_HOME/token} if it is there, unless {@code HF_HUB_DISABLE_IMPLICIT_TOKEN} is true. Undoes
         * {@link #anonymous()}.
         *
         * @param token visible ASCII
         * @return this builder
         * @throws io.glossa.error.InvalidInputException if it is empty or holds anything else
         */
        public Builder token(String token) {
            this.token = HubEnvironment.token(Objects.requireNonNull(token, "token"), "token");
            this.anonymous = false;
            return this;
        }

        /**
         * Sends no token, whatever the environment says. Undoes {@link #token(String)}.
         *
         * @return this builder
         */
        public Builder anonymous() {
            this.token = null;
            this.anonymous = true;
            return this;
        }

        /**
         * Whether only the cache is used. Default: {@code HF_HUB_OFFLINE}, else {@code TRANSFORMERS_OFFLINE}, else false.
         *
         * @param offline true to send nothing
         * @return this builder
         */
        public Builder offline(boolean offline) {
            this.offline = offline;
            return this;
        }

        /**
         * Whether snapshots link to blobs, where the file system can; without links the files themselves lie in the snapshot.
         * Default: true unless {@code HF_HUB_DISABLE_SYMLINKS} is true.
         *
         * @param symlinks false for files
         * @return this builder
         */
        public Builder symlinks(boolean symlinks) {
            this.symlinks = symlinks;
            return this;
        }

        /**
         * How long to wait for a connection and for the answer to a question about a file. Default:
         * {@code HF_HUB_ETAG_TIMEOUT}, else ten seconds.
         *
         * @param requestTimeout more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder requestTimeout(Duration requestTimeout) {
            this.requestTimeout = positive(requestTimeout, "requestTimeout");
            return this;
        }

        /**
         * How long a transfer may stand still before it is broken off and tried again. Default:
         * {@code HF_HUB_DOWNLOAD_TIMEOUT}, else ten seconds.
         *
         * @param stallTimeout more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder stallTimeout(Duration stallTimeout) {
            this.stallTimeout = positive(stallTimeout, "stallTimeout");
            return this;
        }

        /**
         * How often a request is tried that fails in a way that may pass: no connection, a cut transfer, statuses 408, 429 and
         * 5xx. The pauses double from one second to thirty, with some chance in them, or are what {@code Retry-After} says, up
         * to two minutes; a longer one ends the attempts. A transfer that got further starts counting anew. Default 5.
         *
         * @param attempts at least 1
         * @return this builder
         * @throws IllegalArgumentException if below 1
         */
        public Builder attempts(int attempts) {
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts: expected at least 1, found " + attempts);
            }
            this.attempts = attempts;
            return this;
        }

        /**
         * Who is told what happens, instead of the log: by default a revision that comes from the cache because the hub can't be
         * asked is a warning there, resolved revisions and repeated attempts are for information.
         *
         * @param listener may be called by several threads at once
         * @return this builder
         */
        public Builder listener(HubListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes the options; now the environment is read.
         *
         * @return new options
         * @throws io.glossa.error.InvalidInputException if an environment variable holds what it must not, or the token's file
         *     can't be read
         */
        public HubOptions build() {
            return build(HubEnvironment.ofProcess());
        }

        HubOptions build(HubEnvironment environment) {
            return new HubOptions(this, environment);
        }

        private static Duration positive(Duration duration, String name) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(name + ": expected more than zero, found " + duration);
            }
            return duration;
        }
    }

    /**
     * The hub's address.
     *
     * @return without a slash at the end
     */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * Where copies are kept.
     *
     * @return a folder that need not exist
     */
    public Path cacheDirectory() {
        return cacheDirectory;
    }

    /**
     * The access token. Treat it as the secret it is.
     *
     * @return empty if none is sent
     */
    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /**
     * Whether only the cache is used.
     *
     * @return true if nothing is sent
     */
    public boolean offline() {
        return offline;
    }

    /**
     * Whether snapshots link to blobs.
     *
     * @return false if they hold the files themselves
     */
    public boolean symlinks() {
        return symlinks;
    }

    /**
     * How long to wait for a connection and an answer.
     *
     * @return more than zero
     */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /**
     * How long a transfer may stand still.
     *
     * @return more than zero
     */
    public Duration stallTimeout() {
        return stallTimeout;
    }

    /**
     * How often a request is tried.
     *
     * @return at least 1
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Who is told what happens.
     *
     * @return the listener
     */
    public HubListener listener() {
        return listener;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HubOptions[endpoint=" + endpoint + ", cacheDirectory=" + cacheDirectory + ", token="
                + (token == null ? "none" : "given") + ", offline=" + offline + "]";
    }
}
