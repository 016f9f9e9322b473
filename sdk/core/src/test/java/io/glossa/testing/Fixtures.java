package io.glossa.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tiny models with recorded results: always the trimmed copy in the repository, and the records of the whole set where
 * it lies beside the repository.
 */
public final class Fixtures {
    /** One sequence classifier of each architecture. */
    public static final List<String> ARCHITECTURES = List.of("bert-uncased-sst2", "roberta-sentiment", "deberta-v2-nli",
            "modernbert-topics", "mpnet-topics", "albert-sst2", "electra-subj", "xlm-roberta-sentiment", "distilbert-sst2");

    private Fixtures() {}

    /** The repository's root. */
    public static Path root() {
        return Path.of(System.getProperty("glossa.root")).toAbsolutePath().normalize();
    }

    /** A fixture's folder in the trimmed copy. */
    public static Path folder(String name) {
        return root().resolve("sdk/cli/src/test/resources/parity").resolve(name);
    }

    /** A fixture's folder as a model identifier. */
    public static String model(String name) {
        return folder(name).toString();
    }

    /** Folders of the models that write texts: those of the whole set, else those of the trimmed copy. */
    public static List<Path> writers() {
        Path folder = Files.isDirectory(whole()) ? whole() : root().resolve("sdk/cli/src/test/resources/parity");
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(each -> Files.exists(each.resolve("generation_config.json"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of one kind; prints where they come from. */
    public static List<JsonNode> records(String name, String kind) {
        Path whole = whole().resolve(name).resolve("expected.jsonl");
        boolean all = Files.exists(whole);
        List<JsonNode> records = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(all ? whole : folder(name).resolve("expected.jsonl"))) {
                JsonNode record = SafeJson.mapper().readTree(line);
                if (record.path("kind").textValue().equals(kind)) {
                    records.add(record);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(name + " (" + (all ? "whole set" : "trimmed copy") + "): " + records.size() + " records of " + kind);
        return records;
    }

    /** Different texts from the records of a fixture: empty, blank, emoji, right to left, Han, long and plain ones. */
    public static List<String> texts(String name) {
        TreeSet<String> texts = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(folder(name).resolve("expected.jsonl"))) {
                JsonNode record = SafeJson.mapper().readTree(line);
                if (record.path("text").isTextual() && !record.path("kind").textValue().equals("encode_error")) {
                    texts.add(record.path("text").textValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(texts);
    }

    private static Path whole() {
        String variable = System.getenv("GLOSSA_SHARED");
        return (variable != null ? Path.of(variable) : root().resolve("../shared")).resolve("parity").normalize();
    }
}
