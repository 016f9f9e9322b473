package io.glossa.models.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Builds jars with an embedded model. */
public final class ModelJar {
    private final String name;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, byte[]> asListed = new LinkedHashMap<>();

    public ModelJar(String name) {
        this.name = name;
    }

    public ModelJar file(String path, byte[] content) {
        files.put(path, content);
        asListed.putIfAbsent(path, content);
        return this;
    }

    public ModelJar file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Lists other content in the manifest than the jar will have. */
    public ModelJar listed(String path, byte[] content) {
        asListed.put(path, content);
        return this;
    }

    public Path write(Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (String folder : new String[] {"META-INF/", "META-INF/glossa/", "META-INF/glossa/" + name + "/"}) {
                entries.putNextEntry(new JarEntry(folder));
            }
            entries.putNextEntry(new JarEntry("META-INF/glossa/" + name + "/glossa.json"));
            entries.write(manifest().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                entries.putNextEntry(new JarEntry("META-INF/glossa/" + name + "/" + file.getKey()));
                entries.write(file.getValue());
            }
        }
        return jar;
    }

    private String manifest() {
        StringBuilder list = new StringBuilder();
        asListed.forEach((path, content) -> list.append(list.isEmpty() ? "" : ",")
                .append("\"").append(path).append("\":{\"size\":").append(content.length)
                .append(",\"sha256\":\"").append(sha256(content)).append("\"}"));
        return "{\"formatVersion\":1,\"task\":\"embedding\",\"languages\":[\"en\"],\"license\":\"Apache-2.0\",\"files\":{"
                + list + "}}";
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
