package io.glossa.models.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.internal.PlainTensor;
import io.glossa.models.format.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tiny checkpoint with the numbers that transformers computes for it. */
public record ForwardFixture(Path folder, ArchitectureConfig config, Encoder encoder, Map<String, PlainTensor> parameters,
        List<Case> cases) {

    /**
     * A padded batch and what comes out.
     *
     * @param ids [b][s]
     * @param types [b][s], or null where the tokenizer gives none
     * @param mask [b][s]
     * @param expected logits of each row; for token heads those of all tokens, one after the other
     */
    public record Case(int id, long[][] ids, long @Nullable [][] types, long[][] mask, List<float[]> expected) {}

    /** Folders of the whole set whose architecture is known; without it, those of the trimmed copy that have weights. */
    public static List<Path> folders() {
        Path parity = Fixtures.shared("parity").orElseGet(() ->
                Path.of(System.getProperty("glossa.root", ".")).resolve("sdk/cli/src/test/resources/parity"));
        try (java.util.stream.Stream<Path> folders = Files.list(parity)) {
            return folders.filter(folder -> Files.exists(folder.resolve("config.json"))
                            && Files.exists(folder.resolve("model.safetensors")))
                    .filter(folder -> Architectures.knows(config(folder).modelType()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArchitectureConfig config(Path folder) {
        try {
            return ArchitectureConfig.parse(Files.readAllBytes(folder.resolve("config.json")), folder.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fixture's name. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** Whether its head labels tokens. */
    public boolean labelsTokens() {
        return name().endsWith("ner");
    }

    /** Reads one. */
    public static ForwardFixture read(Path folder) {
        try {
            ArchitectureConfig config = ArchitectureConfig.parse(Files.readAllBytes(folder.resolve("config.json")),
                    folder.getFileName().toString());
            SafeTensors file = SafeTensors.open(folder.resolve("model.safetensors"));
            Map<String, PlainTensor> parameters = new LinkedHashMap<>();
            file.tensors().forEach((name, info) -> {
                int[] shape = info.shape().stream().mapToInt(Math::toIntExact).toArray();
                parameters.put(name, info.dtype().name().startsWith("I")
                        ? PlainTensor.of(file.longs(name), shape)
                        : PlainTensor.of(file.floats(name), shape));
            });
            return new ForwardFixture(folder, config, Architectures.encoder(config), parameters,
                    cases(folder.resolve("expected.jsonl")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Case> cases(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = mapper.readTree(line);
            String kind = node.path("kind").asText();
            if (!node.has("logits") || !kind.startsWith("forward")) {
                continue;
            }
            boolean batch = kind.equals("forward_batch");
            long[][] ids = rows(node.get("input_ids"), batch);
            long[][] types = node.has("token_type_ids") ? rows(node.get("token_type_ids"), batch) : null;
            long[][] mask = rows(node.get("attention_mask"), batch);
            List<float[]> expected = new ArrayList<>();
            if (batch) {
                node.get("logits").forEach(row -> expected.add(flat(row)));
            } else {
                expected.add(flat(node.get("logits")));
            }
            cases.add(new Case(node.get("id").asInt(), ids, types, mask, expected));
        }
        return cases;
    }

    private static long[][] rows(JsonNode node, boolean batch) {
        if (!batch) {
            return new long[][] {longs(node)};
        }
        long[][] rows = new long[node.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = longs(node.get(i));
        }
        return rows;
    }

    private static long[] longs(JsonNode node) {
        long[] values = new long[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asLong();
        }
        return values;
    }

    private static float[] flat(JsonNode node) {
        List<Float> values = new ArrayList<>();
        collect(node, values);
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private static void collect(JsonNode node, List<Float> values) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, values));
        } else {
            values.add((float) node.asDouble());
        }
    }
}
