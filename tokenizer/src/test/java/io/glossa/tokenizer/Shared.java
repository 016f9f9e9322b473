package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Where test data lies: always the trimmed resources, and the whole sets where they exist beside the repository. */
final class Shared {
    private Shared() {}

    /** The folder with the whole sets, or null. */
    static @Nullable Path folder() {
        String variable = System.getenv("GLOSSA_SHARED");
        String root = System.getProperty("glossa.root");
        Path path = variable != null ? Path.of(variable) : root == null ? null : Path.of(root).resolve("../shared");
        return path != null && Files.isDirectory(path) ? path.normalize() : null;
    }

    /** The trimmed fixtures of this module. */
    static Path resources() {
        return Path.of("src/test/resources/fixtures");
    }

    /** Fixture folders: trimmed ones first, then the encoder fixtures of the whole set. */
    static List<Path> fixtures() {
        List<Path> folders = new ArrayList<>(subfolders(resources()));
        Path shared = folder();
        if (shared != null && Files.isDirectory(shared.resolve("parity"))) {
            subfolders(shared.resolve("parity")).stream()
                    .filter(f -> !Files.exists(f.resolve("generation_config.json"))).forEach(folders::add);
        }
        return folders;
    }

    /** Fixture folders of translation models: trimmed ones first, then those of the whole set. */
    static List<Path> translationFixtures() {
        Path resources = Path.of("src/test/resources/translation");
        List<Path> folders = new ArrayList<>(List.of(resources.resolve("m2m100"), resources.resolve("marian-en-mul")));
        Path shared = folder();
        if (shared != null && Files.isDirectory(shared.resolve("parity"))) {
            subfolders(shared.resolve("parity")).stream()
                    .filter(f -> Files.exists(f.resolve("generation_config.json"))).forEach(folders::add);
        }
        return folders;
    }

    private static List<Path> subfolders(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(f -> Files.exists(f.resolve("tokenizer.json"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of a fixture. */
    static List<JsonNode> records(Path fixture) {
        Path file = fixture.resolve("expected.jsonl");
        List<JsonNode> records = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    records.add(SafeJson.mapper().readTree(line));
                }
            } else {
                try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(fixture.resolve("expected.jsonl.gz"))),
                        StandardCharsets.UTF_8))) {
                    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                        records.add(SafeJson.mapper().readTree(line));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    /** All lines of the text collection, or of the trimmed copy. */
    static List<String> texts() {
        List<String> lines = new ArrayList<>();
        Path shared = folder();
        try {
            if (shared == null || !Files.isDirectory(shared.resolve("data/text"))) {
                try (InputStream in = Shared.class.getResourceAsStream("/texts.txt")) {
                    lines.addAll(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .lines().toList());
                }
                return lines;
            }
            try (Stream<Path> files = Files.list(shared.resolve("data/text"))) {
                for (Path file : files.sorted().toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** A builder with the files of a fixture. */
    static Tokenizer.Builder builder(Path fixture) {
        try {
            Tokenizer.Builder builder = Tokenizer.builder().name(fixture.getFileName().toString())
                    .tokenizerJson(Files.readAllBytes(fixture.resolve("tokenizer.json")));
            if (Files.exists(fixture.resolve("tokenizer_config.json"))) {
                builder.tokenizerConfig(Files.readAllBytes(fixture.resolve("tokenizer_config.json")));
            }
            if (Files.exists(fixture.resolve("special_tokens_map.json"))) {
                builder.specialTokensMap(Files.readAllBytes(fixture.resolve("special_tokens_map.json")));
            }
            return builder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
