package io.glossa.internal.decoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code generate} of transformers 4.57.6 makes of {@link HashModel}; src/test/tools/make_decoding_goldens.py wrote it. */
record DecodingGoldens(int number, HashModel model, GenerationConfig config, List<Request> requests, JsonNode json) {
    /** All cases, in order. */
    static List<DecodingGoldens> all() {
        List<DecodingGoldens> cases = new ArrayList<>();
        try (InputStream in = DecodingGoldens.class.getResourceAsStream("/decoding/decoding.jsonl")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                cases.add(of(cases.size(), SafeJson.inputObject(line, "case " + cases.size())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static DecodingGoldens of(int number, ObjectNode json) {
        GenerationConfigBuilder builder = GenerationConfig.builder().decoderStartToken(HashModel.START).eosTokens(HashModel.END);
        GenerationConfigReader.override((ObjectNode) json.get("options"), "options", builder);
        GenerationConfig config = builder.build();
        int[] prompt = config.prompt(ints(json.get("prefix")));
        List<Request> requests = new ArrayList<>();
        json.get("sources").forEach(source -> requests.add(new Request(ints(source), prompt)));
        HashModel model = new HashModel(json.get("kind").asText(), json.get("vocabulary").asInt());
        return new DecodingGoldens(number, model, config, requests, json);
    }

    boolean sampled() {
        return json.has("kept");
    }

    List<List<Hypothesis>> generate() {
        return new Generator(config).generate(model, requests, Control.NONE, TokenListener.NONE);
    }

    static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
    }
}
