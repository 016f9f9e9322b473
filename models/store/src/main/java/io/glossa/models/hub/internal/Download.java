package io.glossa.models.hub.internal;

import io.glossa.base.internal.AtomicFiles;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.hub.HubOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one blob. What is there of it is gone on with; the whole is checked on disk, and only then gets its name. Used by one
 * thread, under the blob's lock.
 */
final class Download {
    /** Largest file that is accepted from a server that does not say how large it is. */
    private static final long MOST_UNANNOUNCED = 64L << 20;
    /** How often the listener hears of progress, in bytes. */
    private static final long STEP = 1 << 20;
    /** Left free for everything else on the disk. */
    private static final long SPARE = 16L << 20;
    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

    private final Http http;
    private final HubOptions options;
    private final Retry retry;
    private final Refusals refusals;
    private final String repository;
    private final String path;
    private final URI uri;
    private final Path blob;
    private final Path partial;
    private final Optional<Checksum> checksum;
    private long size;
    private @Nullable String validator;
    private boolean clean;

    /**
     * Prepares.
     *
     * @param size what was announced, −1 if nothing was
     * @param checksum what the content must hash to, if known
     */
    Download(Http http, HubOptions options, Retry retry, Refusals refusals, String repository, String path, URI uri, Path blob,
            long size, Optional<Checksum> checksum) {
        this.http = http;
        this.options = options;
        this.retry = retry;
        this.refusals = refusals;
        this.repository = repository;
        this.path = path;
        this.uri = uri;
        this.blob = blob;
        this.partial = blob.resolveSibling(blob.getFileName() + ".incomplete");
        this.size = size;
        this.checksum = checksum;
    }

    private String where() {
        return "hub:" + repository + ", " + path;
    }

    /** Fetches, checks and moves. */
    void run() throws Unreachable {
        retry.run(options.attempts(), path, () -> {
            attempt();
            return path;
        });
    }

    private void attempt() throws IOException {
        try (FileChannel channel = disk(() -> FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            long have = disk(channel::size);
            if (size >= 0 && have > size) {
                throw again("more of the file is there than was announced", null);
            }
            requireRoom(have);
            options.listener().progress(repository, path, have, size);
            if (have == 0 || have != size) {
                transfer(channel, have);
            }
            disk(() -> {
                channel.force(true);
                return channel;
            });
        }
        check();
        disk(() -> {
            AtomicFiles.move(partial, blob);
            return blob;
        });
    }

    private void transfer(FileChannel channel, long have) throws IOException {
        try (HttpAnswer answer = http.send("GET", uri, headers(have), Http.Follow.ALL)) {
            long at = start(answer, have);
            validator = answer.headers().firstValue("ETag").filter(etag -> etag.startsWith("\"")).orElse(null);
            receive(channel, answer, at);
        }
    }

    private Map<String, String> headers(long have) {
        Map<String, String> headers = new HashMap<>();
        if (have > 0) {
            headers.put("Range", "bytes=" + have + "-");
            if (validator != null) {
                headers.put("If-Range", validator);
            }
        }
        return headers;
    }

    /** Where the body of an answer begins in the file. */
    private long start(HttpAnswer answer, long have) throws IOException {
        if (answer.status() == 416) {
            throw again(answer.uri().getHost() + " has no such part of the file", null);
        }
        if (answer.status() == 206 && have > 0) {
            Matcher range = RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
            if (!range.matches() || Long.parseLong(range.group(1)) != have) {
                throw again(answer.uri().getHost() + " answers with another part of the file", null);
            }
            if (!range.group(2).equals("*")) {
                announced(Long.parseLong(range.group(2)), answer);
            }
            return have;
        }
        if (answer.status() != 200) {
            throw refusals.refused(answer, path);
        }
        OptionalLong length = answer.length();
        if (length.isPresent()) {
            announced(length.getAsLong(), answer);
        }
        return 0;
    }

    private void announced(long length, HttpAnswer answer) throws IOException {
        if (size < 0) {
            size = length;
            requireRoom(0);
        } else if (size != length) {
            discard();
            throw new ModelFormatException(where() + ": expected " + size + " bytes as announced, found that "
                    + answer.uri().getHost() + " sends " + length + "; the mirror or a proxy on the way alters files, use another");
        }
    }

    private void receive(FileChannel channel, HttpAnswer answer, long from) throws IOException {
        long at = from;
        long told = from;
        long limit = size >= 0 ? size : MOST_UNANNOUNCED;
        while (true) {
            List<ByteBuffer> bytes;
            try {
                bytes = answer.body().next(options.stallTimeout());
            } catch (IOException e) {
                throw new TransientFault("the transfer from " + answer.uri().getHost() + " broke after " + at + " bytes ("
                        + (e instanceof HttpTimeoutException ? e.getMessage() : e.getClass().getSimpleName()) + ")",
                        e, null, at > from);
            } catch (InterruptedException e) {
                throw Retry.interrupted(repository, e);
            }
            if (bytes == null) {
                break;
            }
            for (ByteBuffer buffer : bytes) {
                if (at + buffer.remaining() > limit) {
                    discard();
                    throw new ModelFormatException(where() + ": expected at most " + limit + " bytes, found that "
                            + answer.uri().getHost() + " sends more; the mirror or a proxy on the way alters files, use another");
                }
                at = write(channel, buffer, at);
            }
            if (at - told >= STEP && at != size) {
                options.listener().progress(repository, path, at, size);
                told = at;
            }
        }
        if (size >= 0 && at < size) {
            throw new TransientFault("the transfer from " + answer.uri().getHost() + " ended after " + at + " of " + size + " bytes",
                    null, null, at > from);
        }
        if (size < 0) {
            long end = at;
            disk(() -> channel.truncate(end));
        }
        options.listener().progress(repository, path, at, at);
    }

    private long write(FileChannel channel, ByteBuffer buffer, long from) {
        return disk(() -> {
            long at = from;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
            return at;
        });
    }

    /** Compares what lies on the disk, not what came by: another process may have written to the same file. */
    private void check() throws IOException {
        long found = disk(() -> Files.size(partial));
        String problem = null;
        if (size >= 0 && found != size) {
            problem = "expected " + size + " bytes, found " + found;
        } else if (checksum.isPresent()) {
            String hex = disk(() -> checksum.get().of(partial));
            problem = hex.equals(checksum.get().hex()) ? null : "expected " + checksum.get() + ", found " + hex;
        }
        if (problem == null) {
            return;
        }
        discard();
        if (!clean) {
            // An old part may have been damaged: once more, from the beginning.
            clean = true;
            throw new TransientFault("the file is not what was announced", null, Duration.ZERO, true);
        }
        throw new ModelFormatException(where() + ": " + problem + "; nothing of it was kept. The mirror or a proxy on the way"
                + " alters files, or the repository is damaged: try again, or use another HF_ENDPOINT");
    }

    /** Starts from the beginning in the next attempt. */
    private TransientFault again(String reason, @Nullable Throwable cause) {
        discard();
        boolean first = !clean;
        clean = true;
        return new TransientFault(reason, cause, first ? Duration.ZERO : null, first);
    }

    private void discard() {
        disk(() -> Files.deleteIfExists(partial));
    }

    private void requireRoom(long have) throws IOException {
        long room = disk(() -> Files.getFileStore(partial.getParent()).getUsableSpace());
        if (size >= 0 && room > 0 && size - have + SPARE > room) {
            throw new ModelNotFoundException(where() + ": expected room for " + (size - have) + " bytes and some to spare in "
                    + partial.getParent() + ", found " + room + " free; make room, or set HF_HUB_CACHE to a folder on a larger disk");
        }
    }

    private interface DiskWork<T> {
        T run() throws IOException;
    }

    private <T> T disk(DiskWork<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw unwritable(where(), partial.getParent(), e);
        }
    }

    /** What to say when the cache does not take a file. */
    static ModelNotFoundException unwritable(String where, Path folder, IOException e) {
        String why = String.valueOf(e.getMessage()).contains(folder.toString()) ? e.getClass().getSimpleName() : e.getMessage();
        return new ModelNotFoundException(where + ": expected to write it to the cache at " + folder + ", found that this fails ("
                + why + "); make room, correct the permissions, or set HF_HUB_CACHE to another folder. What was fetched is kept"
                + " and gone on with next time", e);
    }
}
