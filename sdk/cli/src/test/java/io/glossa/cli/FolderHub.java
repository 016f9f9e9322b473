package io.glossa.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A hub on 127.0.0.1 with one repository, {@code org/model}: the files of a folder, under one commit. */
final class FolderHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final HttpServer server;
    private final Path folder;
    private final Queue<String> fetched = new ConcurrentLinkedQueue<>();

    FolderHub(Path folder) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.folder = folder;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/api/models/org/model/revision/", this::list);
        server.createContext("/org/model/resolve/" + COMMIT + "/", this::file);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The files whose content was asked for, in order. */
    List<String> fetched() {
        return List.copyOf(fetched);
    }

    private void list(HttpExchange exchange) throws IOException {
        try (exchange; Stream<Path> files = Files.walk(folder)) {
            String siblings = files.filter(Files::isRegularFile)
                    .map(file -> "{\"rfilename\":\"" + folder.relativize(file) + "\"}")
                    .collect(Collectors.joining(","));
            byte[] json = ("{\"sha\":\"" + COMMIT + "\",\"siblings\":[" + siblings + "]}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    private void file(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(exchange.getHttpContext().getPath().length());
            byte[] content = Files.readAllBytes(folder.resolve(path));
            exchange.getResponseHeaders().set("ETag", "\"" + sha256(content) + "\"");
            exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            fetched.add(path);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
