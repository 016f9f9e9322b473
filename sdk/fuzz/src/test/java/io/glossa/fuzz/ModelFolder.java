package io.glossa.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One folder for all inputs of a process: each replaces what the one before left. */
final class ModelFolder {
    private final Path folder;
    private final Set<Path> written = new HashSet<>();

    ModelFolder() {
        try {
            this.folder = Files.createTempDirectory("glossa-fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
    }

    Path path() {
        return folder;
    }

    void clear() {
        try {
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.clear();
    }

    byte[] get(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String name) {
        Path file = folder.resolve(name);
        if (written.remove(file)) {
            file.toFile().delete();
        }
    }

    Path put(String name, byte[] content) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.add(file);
        return file;
    }

    /** Writes the members of a bundle that have one of the names: strings as text, all else as JSON. */
    void putAll(ObjectNode bundle, List<String> names) {
        for (String name : names) {
            JsonNode content = bundle.get(name);
            if (content != null) {
                put(name, bytes(content));
            }
        }
    }

    static byte[] bytes(JsonNode content) {
        return (content.isTextual() ? content.textValue() : content.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private void delete() {
        clear();
        try (var all = Files.walk(folder)) {
            all.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // It lies in the folder for temporary files.
        }
    }
}
