package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model directory with what {@code transformers} computes for it.
 *
 * @param name the folder's name
 * @param set which set it is from, in words
 * @param directory the model directory
 * @param facts {@code fixture.json}
 * @param records the lines of {@code expected.jsonl}
 */
record Fixture(String name, String set, Path directory, JsonNode facts, List<ObjectNode> records) {
    static final ObjectMapper JSON = new ObjectMapper();

    Fixture {
        records = List.copyOf(records);
    }

    /** All fixtures below a folder, by name. */
    static List<Fixture> all(Path folder, String set) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> Files.exists(child.resolve("expected.jsonl")))
                    .sorted()
                    .map(child -> read(child, set))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fixture read(Path directory, String set) {
        try {
            List<ObjectNode> records = new ArrayList<>();
            for (String line : Files.readString(directory.resolve("expected.jsonl")).split("\n")) {
                records.add((ObjectNode) JSON.readTree(line));
            }
            JsonNode facts = JSON.readTree(Files.readString(directory.resolve("fixture.json")));
            return new Fixture(directory.getFileName().toString(), set, directory, facts, records);
        } catch (IOException e) {
            throw new UncheckedIOException(directory.toString(), e);
        }
    }

    /** The id that fills sequences up. */
    int padding() {
        try {
            return JSON.readTree(Files.readString(directory.resolve("config.json"))).path("pad_token_id").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the model writes texts. */
    boolean writes() {
        return Files.exists(directory.resolve("generation_config.json"));
    }

    @Override
    public String toString() {
        return name + " (" + set + ")";
    }
}
