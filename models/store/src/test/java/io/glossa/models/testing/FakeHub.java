package io.glossa.models.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A hub on 127.0.0.1: the list of files, {@code resolve} addresses, and a second server, as another host, that large files are
 * redirected to. What goes wrong is scripted: each fault is for one method and file and happens once.
 */
public final class FakeHub implements AutoCloseable {
    /** Files of this size and above are stored apart, as with git-lfs. */
    public static final int LARGE = 10_000;

    /**
     * A request as it came in.
     *
     * @param storage whether it went to the second server
     */
    public record Request(boolean storage, String method, String path, Map<String, String> headers) {
        public String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /** What happens instead of the usual answer. */
    @FunctionalInterface
    public interface Fault {
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    /** Hears of every piece that is sent, and of every request before it is answered. */
    public interface Meter {
        void sent(long bytesInAll);

        default void asked(long requestsInAll) {}
    }

    private final HttpServer hub;
    private final HttpServer storage;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-hub");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Map<String, byte[]>> commits = new ConcurrentHashMap<>();
    private final Map<String, String> revisions = new ConcurrentHashMap<>();
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile Meter meter = bytes -> { };
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean blobs = true;
    private volatile boolean ranges = true;
    private volatile String wantedToken;
    private volatile String gate;
    private volatile int piece = 1 << 16;

    public FakeHub() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            hub = HttpServer.create(new InetSocketAddress(here, 0), 0);
            storage = HttpServer.create(new InetSocketAddress(here, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hub.createContext("/", exchange -> handle(exchange, false));
        storage.createContext("/", exchange -> handle(exchange, true));
        hub.setExecutor(threads);
        storage.setExecutor(threads);
        hub.start();
        storage.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    /** Puts files under a commit, and a revision on it. */
    public FakeHub commit(String repository, String revision, String commit, Map<String, byte[]> files) {
        commits.put(repository + "@" + commit, new TreeMap<>(files));
        revisions.put(repository + "@" + revision, commit);
        revisions.put(repository + "@" + commit, commit);
        return this;
    }

    public FakeHub fault(String method, String path, Fault fault) {
        faults.computeIfAbsent(method + " " + path, key -> new ConcurrentLinkedDeque<>()).add(fault);
        return this;
    }

    /** The list leaves sizes and checksums out, as some mirrors do. */
    public FakeHub withoutBlobs() {
        blobs = false;
        return this;
    }

    public FakeHub withoutRanges() {
        ranges = false;
        return this;
    }

    /** Everything asks for this token. */
    public FakeHub wantToken(String token) {
        wantedToken = token;
        return this;
    }

    /** Files are refused with 403 and this code. */
    public FakeHub gated(String code) {
        gate = code;
        return this;
    }

    public FakeHub meter(Meter heard, int pieces) {
        meter = heard;
        piece = pieces;
        return this;
    }

    public long sent() {
        return sent.get();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Requests for the content or description of files and lists, such as {@code GET config.json} and {@code GET list}. */
    public List<String> asked() {
        List<String> asked = new ArrayList<>();
        for (Request request : requests) {
            if (!request.storage()) {
                asked.add(request.method() + " " + name(request.path()));
            }
        }
        return asked;
    }

    public void forget() {
        sent.set(0);
        requests.clear();
    }

    private static String name(String path) {
        int at = path.indexOf("/resolve/");
        return at < 0 ? "list" : path.substring(path.indexOf('/', at + "/resolve/".length()) + 1);
    }

    private void handle(HttpExchange exchange, boolean far) throws IOException {
        try (exchange) {
            String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            requests.add(new Request(far, exchange.getRequestMethod(), path, headers));
            meter.asked(requests.size());
            byte[] content = content(path);
            Deque<Fault> waiting = faults.get((far ? "STORAGE" : exchange.getRequestMethod()) + " " + name(path));
            Fault fault = waiting == null ? null : waiting.poll();
            if (fault != null) {
                fault.answer(exchange, content);
            } else if (!far && wantedToken != null
                    && !("Bearer " + wantedToken).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
                exchange.sendResponseHeaders(401, -1);
            } else if (path.startsWith("/api/models/")) {
                list(exchange, path);
            } else {
                file(exchange, path, content, far);
            }
        } catch (IOException e) {
            // The client is gone, as it is after a kill.
        }
    }

    private void list(HttpExchange exchange, String path) throws IOException {
        String rest = path.substring("/api/models/".length());
        int at = rest.indexOf("/revision/");
        String repository = rest.substring(0, at);
        String commit = revisions.get(repository + "@" + rest.substring(at + "/revision/".length()));
        if (commit == null) {
            boolean known = revisions.keySet().stream().anyMatch(key -> key.startsWith(repository + "@"));
            exchange.getResponseHeaders().set("X-Error-Code", known ? "RevisionNotFound" : "RepoNotFound");
            exchange.sendResponseHeaders(known ? 404 : wantedToken == null ? 401 : 404, -1);
            return;
        }
        StringBuilder json = new StringBuilder("{\"id\":\"" + repository + "\",\"sha\":\"" + commit + "\",\"siblings\":[");
        commits.get(repository + "@" + commit).forEach((file, content) -> {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append("{\"rfilename\":\"").append(file).append('"');
            if (blobs) {
                json.append(",\"size\":").append(content.length).append(",\"blobId\":\"").append(git(content)).append('"');
                if (content.length >= LARGE) {
                    json.append(",\"lfs\":{\"sha256\":\"").append(sha256(content)).append("\",\"size\":")
                            .append(content.length).append(",\"pointerSize\":130}");
                }
            }
            json.append('}');
        });
        whole(exchange, 200, json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The content that an address of either server names, empty if there is none. */
    private byte[] content(String path) {
        int at = path.indexOf("/resolve/");
        if (at < 0) {
            return new byte[0];
        }
        String rest = path.substring(at + "/resolve/".length());
        int slash = rest.indexOf('/');
        String commit = revisions.getOrDefault(path.substring(1, at) + "@" + rest.substring(0, slash), "");
        Map<String, byte[]> files = commits.getOrDefault(path.substring(1, at) + "@" + commit, Map.of());
        return files.getOrDefault(rest.substring(slash + 1), new byte[0]);
    }

    private boolean exists(String path) {
        int at = path.indexOf("/resolve/");
        String rest = path.substring(at + "/resolve/".length());
        String commit = rest.substring(0, rest.indexOf('/'));
        return commits.getOrDefault(path.substring(1, at) + "@" + revisions.get(path.substring(1, at) + "@" + commit), Map.of())
                .containsKey(rest.substring(rest.indexOf('/') + 1));
    }

    private void file(HttpExchange exchange, String path, byte[] content, boolean far) throws IOException {
        if (gate != null) {
            exchange.getResponseHeaders().set("X-Error-Code", gate);
            exchange.sendResponseHeaders(403, -1);
            return;
        }
        int at = path.indexOf("/resolve/") + "/resolve/".length();
        String commit = revisions.get(path.substring(1, path.indexOf("/resolve/")) + "@" + path.substring(at, path.indexOf('/', at)));
        if (commit != null) {
            exchange.getResponseHeaders().set("X-Repo-Commit", commit);
        }
        if (!exists(path)) {
            exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        if (content.length >= LARGE && !far) {
            exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + sha256(content) + "\"");
            exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(content.length));
            exchange.getResponseHeaders().set("Location",
                    "http://127.0.0.1:" + storage.getAddress().getPort() + exchange.getRequestURI().getRawPath());
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        exchange.getResponseHeaders().set("ETag", "\"" + (far ? "storage-1" : git(content)) + "\"");
        send(exchange, content, ranges);
    }

    /** Sends content, or the part of it that is asked for. */
    public void send(HttpExchange exchange, byte[] content, boolean withRanges) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = 0;
        if (range != null && withRanges) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            if (from >= content.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        int length = content.length - from;
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(range != null && withRanges ? 206 : 200, length == 0 ? -1 : length);
        pieces(exchange, content, from, content.length);
    }

    private void pieces(HttpExchange exchange, byte[] content, int from, int to) throws IOException {
        OutputStream out = exchange.getResponseBody();
        for (int at = from; at < to; at += piece) {
            int count = Math.min(piece, to - at);
            out.write(content, at, count);
            out.flush();
            meter.sent(sent.addAndGet(count));
        }
    }

    private static void whole(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** The connection breaks after so many bytes of what is asked for. */
    public Fault cut(int after) {
        return (exchange, content) -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            if (range != null) {
                exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
            pieces(exchange, content, from, from + after);
        };
    }

    /** So many bytes come, then nothing until this hub is closed. */
    public Fault stall(int after) {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            pieces(exchange, content, 0, after);
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** No answer at all until this hub is closed. */
    public Fault silence() {
        return (exchange, content) -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** A status and headers, name and value in turn. */
    public static Fault status(int status, String... headers) {
        return (exchange, content) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Other content under the same headers. */
    public Fault content(byte[] other) {
        return (exchange, content) -> send(exchange, other, ranges);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes that look like noise, the same for the same seed. */
    public static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    public static String sha256(byte[] content) {
        return hex("SHA-256", content);
    }

    /** What git calls a file. */
    public static String git(byte[] content) {
        byte[] header = bytes("blob " + content.length + "\0");
        byte[] all = Arrays.copyOf(header, header.length + content.length);
        System.arraycopy(content, 0, all, header.length, content.length);
        return hex("SHA-1", all);
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forty digits. */
    public static String commit(int number) {
        return String.format("%040x", number);
    }

    @Override
    public void close() {
        closed.countDown();
        hub.stop(0);
        storage.stop(0);
        threads.shutdownNow();
    }
}
