package io.glossa.models.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.EncoderDecoder;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A tiny checkpoint that writes texts, with the numbers that transformers computes for it. */
public record StepsFixture(Path folder, EncoderDecoder model, Map<String, PlainTensor> parameters, List<Case> cases) {

    /**
     * A source and a target, token by token.
     *
     * @param source ids [s]
     * @param target ids [t], the first is the one that the decoder begins with
     * @param first the encoder's vector of the first token
     * @param last the encoder's vector of the last token
     * @param best for each position the ids of the eight highest logits
     * @param logits for each position the eight highest logits
     * @param start all logits of the first position
     */
    public record Case(int id, long[] source, long[] target, float[] first, float[] last, int[][] best, float[][] logits, float[] start) {}

    /** Folders of the whole set whose architecture is known; without it, those of the trimmed copy that have weights. */
    public static List<Path> folders() {
        Path parity = Fixtures.shared("parity").orElseGet(() ->
                Path.of(System.getProperty("glossa.root", ".")).resolve("sdk/cli/src/test/resources/parity"));
        try (Stream<Path> folders = Files.list(parity)) {
            return folders.filter(folder -> Files.exists(folder.resolve("config.json"))
                            && Files.exists(folder.resolve("model.safetensors")))
                    .filter(folder -> Architectures.encoderDecoders().contains(config(folder).modelType()))
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

    /** Reads one. */
    public static StepsFixture read(Path folder) {
        try {
            SafeTensors file = SafeTensors.open(folder.resolve("model.safetensors"));
            Map<String, PlainTensor> parameters = new LinkedHashMap<>();
            file.tensors().forEach((name, info) -> parameters.put(name,
                    PlainTensor.of(file.floats(name), info.shape().stream().mapToInt(Math::toIntExact).toArray())));
            ObjectMapper mapper = new ObjectMapper();
            List<Case> cases = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve("expected.jsonl"))) {
                JsonNode node = mapper.readTree(line);
                if (node.path("kind").asText().equals("seq2seq_steps")) {
                    cases.add(read(node));
                }
            }
            return new StepsFixture(folder, Architectures.encoderDecoder(config(folder)), parameters, cases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(JsonNode node) {
        JsonNode top = node.get("logits_top8");
        int[][] best = new int[top.size()][];
        float[][] logits = new float[top.size()][];
        for (int i = 0; i < best.length; i++) {
            JsonNode position = top.get(i);
            best[i] = StreamSupport.stream(position.spliterator(), false).mapToInt(pair -> pair.get(0).asInt()).toArray();
            logits[i] = new float[best[i].length];
            for (int j = 0; j < best[i].length; j++) {
                logits[i][j] = (float) position.get(j).get(1).asDouble();
            }
        }
        return new Case(node.get("id").asInt(), longs(node.get("input_ids")), longs(node.get("decoder_input_ids")),
                floats(node.get("encoder_first_token")), floats(node.get("encoder_last_token")), best, logits,
                floats(node.get("logits_step0")));
    }

    private static long[] longs(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
    }

    private static float[] floats(JsonNode node) {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.get(i).asDouble();
        }
        return values;
    }
}
