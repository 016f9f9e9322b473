package io.glossa.recipes;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.AtomicFiles;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentiment model's folder in the repository. Everything is written with LF and without time stamps, so that the same weights give the
 * same bytes.
 */
final class RepositoryFolder {
    static final List<String> LABELS = List.of("negative", "positive");
    private static final String MANIFEST = "glossa.json";

    private final Path folder;

    /**
     * A folder to be.
     *
     * @param folder where the files go; made if need be
     */
    RepositoryFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes a file. */
    void write(String name, byte[] content) {
        try {
            AtomicFiles.write(folder.resolve(name), temporary -> Files.write(temporary, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the configuration of a base with the labels of sentiment. */
    void writeConfig(String base) {
        ObjectNode config = SafeJson.object(ModelStore.defaults().open(base).read("config.json"), base + "/config.json");
        writeConfig(config);
    }

    /** Writes a configuration with the labels of sentiment. */
    void writeConfig(ObjectNode config) {
        ObjectNode names = config.putObject("id2label");
        ObjectNode ids = config.putObject("label2id");
        for (int i = 0; i < LABELS.size(); i++) {
            names.put(Integer.toString(i), LABELS.get(i));
            ids.put(LABELS.get(i), i);
        }
        config.put("problem_type", "single_label_classification");
        write("config.json", json(config));
    }

    /**
     * Writes the manifest over the files that are there now.
     *
     * @param base name of the model that the weights stand on
     * @param baseSha256 SHA-256 of that model's parameters; null if the weights do not know
     * @param weights {@code head} or {@code adapter}
     * @param file the file of the weights
     * @param language an ISO 639-1 code
     */
    void writeManifest(String base, @Nullable String baseSha256, String weights, String file, String language, ObjectNode metrics,
            ObjectNode provenance) {
        ObjectNode manifest = SafeJson.mapper().createObjectNode();
        manifest.put("formatVersion", 1);
        manifest.put("task", "sentiment");
        manifest.put("base", base);
        if (baseSha256 != null) {
            manifest.put("base_sha256", baseSha256);
        }
        manifest.put(weights, file);
        manifest.putArray("languages").add(language);
        manifest.put("license", "Apache-2.0");
        manifest.putObject("labels").put(LABELS.get(0), -1).put(LABELS.get(1), 1);
        manifest.put("defaultPrecision", "int8");
        manifest.set("metrics", metrics);
        manifest.set("provenance", provenance);
        ObjectNode files = manifest.putObject("files");
        for (String name : files()) {
            byte[] content = read(name);
            files.putObject(name).put("size", content.length).put("sha256", sha256(content));
        }
        write(MANIFEST, json(manifest));
    }

    private List<String> files() {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(MANIFEST))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] json(ObjectNode node) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
        try {
            return (SafeJson.mapper().writer(printer).writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
