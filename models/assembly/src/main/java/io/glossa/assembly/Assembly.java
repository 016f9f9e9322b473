package io.glossa.assembly;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.AtomicFiles;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model's directory in the making: the files of the repository, and those that are made here. Each file that is made must have
 * the size and the SHA-256 that {@code glossa.json} in the repository gives it; one that is there already and has them is not made
 * again. With the system property {@value #UPDATE} the manifest is written anew instead, for whoever changed the model or the
 * writer of graphs, measured it, and wants these bytes to be the ones. Not thread-safe.
 */
final class Assembly {
    /** Accept what is made and write it down. */
    static final String UPDATE = "assembly.update";
    private static final String MANIFEST = "glossa.json";

    private final Path repository;
    private final Path target;
    private final boolean update;
    private final ObjectNode manifest;
    private final TreeMap<String, Entry> made = new TreeMap<>();
    private final List<String> leftOut = new ArrayList<>();

    private record Entry(long size, String sha256) {}

    /**
     * A directory to be.
     *
     * @param repository the model's folder in the repository
     * @param target its folder among what is built; made if need be
     * @param update whether the manifest follows the files, and not the other way round
     */
    Assembly(Path repository, Path target, boolean update) throws IOException {
        this.repository = repository;
        this.target = target;
        this.update = update;
        this.manifest = SafeJson.object(Files.readAllBytes(repository.resolve(MANIFEST)), repository.resolve(MANIFEST).toString());
    }

    /** One with {@link #update} as the system property says. */
    static Assembly of(String repository, String target) throws IOException {
        return new Assembly(Path.of(repository), Path.of(target), Boolean.getBoolean(UPDATE));
    }

    /** One in a folder of its own, with copies of the repository's files, for measuring; the manifest is written to fit what is made. */
    static Assembly copied(Path repository, Path target) throws IOException {
        Folders.copy(repository, target);
        return new Assembly(repository, target, true);
    }

    /** A field of the manifest that must be there. */
    String field(String name) {
        JsonNode value = manifest.path(name);
        if (!value.isTextual()) {
            throw new ModelFormatException(repository.resolve(MANIFEST) + ": expected a text " + name + ", found none");
        }
        return value.textValue();
    }

    /** Weights of matrices that stay in 32 bits: {@code provenance.int8.kept}; empty if the manifest has none. */
    List<String> kept() {
        List<String> kept = new ArrayList<>();
        manifest.path("provenance").path("int8").path("kept").forEach(name -> kept.add(name.asText()));
        return kept;
    }

    /** Keeps a file of the repository, and the field of the manifest that names it, out of what is built: the graph has it all. */
    void leaveOut(String name) {
        field(name);
        leftOut.add(name);
    }

    /** A file of the repository. */
    Path repository(String path) {
        return repository.resolve(path);
    }

    /** Whether a file is there as it should be, so that what it is made from need not be asked for. */
    boolean isMade(String path) throws IOException {
        Path file = target.resolve(path);
        JsonNode expected = manifest.path("files").path(path);
        if (update || !Files.isRegularFile(file) || Files.size(file) != expected.path("size").asLong(-1)) {
            return false;
        }
        Entry entry = entry(file);
        if (!entry.sha256().equals(expected.path("sha256").asText())) {
            return false;
        }
        made.put(path, entry);
        return true;
    }

    /**
     * Makes a file unless it is there as it should be.
     *
     * @throws ModelFormatException if it does not become what the manifest says; it is then not there
     */
    void make(String path, AtomicFiles.Writer writer) throws IOException {
        if (isMade(path)) {
            return;
        }
        Path file = target.resolve(path);
        Files.createDirectories(file.getParent());
        AtomicFiles.write(file, temporary -> {
            writer.write(temporary);
            Entry found = entry(temporary);
            JsonNode expected = manifest.path("files").path(path);
            if (!update && !(found.size() == expected.path("size").asLong(-1)
                    && found.sha256().equals(expected.path("sha256").asText()))) {
                throw new ModelFormatException(repository.resolve(MANIFEST) + ", " + path + ": expected " + found.size()
                        + " bytes with SHA-256 " + found.sha256() + ", which is what the build makes, found "
                        + (expected.isMissingNode() ? "nothing" : expected) + "; if the change is meant, measure the model and build"
                        + " once with -D" + UPDATE);
            }
            made.put(path, found);
        });
    }

    /**
     * Makes sure that the manifest names what there is: the files of the repository and those that were made; and writes it beside the
     * files that were built, where it names what is there.
     *
     * @throws ModelFormatException if it does not
     */
    void finish() throws IOException {
        TreeMap<String, Entry> all = new TreeMap<>(made);
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = path(repository, file);
                if (!path.equals(MANIFEST) && all.put(path, entry(file)) != null) {
                    throw new ModelFormatException(file + ": expected a file that the build makes, found one in the repository, too");
                }
            }
        }
        ObjectNode files = SafeJson.mapper().createObjectNode();
        all.forEach((path, entry) -> files.putObject(path).put("size", entry.size()).put("sha256", entry.sha256()));
        if (update) {
            manifest.set("files", files);
            AtomicFiles.write(repository.resolve(MANIFEST), temporary -> Files.write(temporary, json(manifest)));
        } else if (!SafeJson.value(json(manifest.path("files")), MANIFEST).equals(SafeJson.value(json(files), MANIFEST))) {
            throw new ModelFormatException(repository.resolve(MANIFEST) + ": expected the files " + files + ", found "
                    + manifest.path("files") + "; build once with -D" + UPDATE + " if the change is meant");
        }
        finishTarget();
    }

    private void finishTarget() throws IOException {
        ObjectNode built = manifest.deepCopy();
        for (String name : leftOut) {
            ((ObjectNode) built.get("files")).remove(built.remove(name).textValue());
        }
        byte[] json = json(built);
        Files.createDirectories(target);
        Path file = target.resolve(MANIFEST);
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), json)) {
            AtomicFiles.write(file, temporary -> Files.write(temporary, json));
        }
        deleteOthers(built.get("files"));
    }

    /** What is left out, and what an earlier build of this model left behind. */
    private void deleteOthers(JsonNode files) throws IOException {
        try (Stream<Path> there = Files.walk(target)) {
            for (Path file : there.filter(Files::isRegularFile).toList()) {
                String path = path(target, file);
                if (!path.equals(MANIFEST) && !files.has(path)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String path(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static byte[] json(JsonNode node) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        return (SafeJson.mapper().writer(printer).writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Entry entry(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 18];
            long size = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                size += count;
            }
            return new Entry(size, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
