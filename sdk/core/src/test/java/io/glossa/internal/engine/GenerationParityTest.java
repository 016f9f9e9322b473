package io.glossa.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.internal.decoding.Control;
import io.glossa.internal.decoding.DecoderModel;
import io.glossa.internal.decoding.GenerationConfig;
import io.glossa.internal.decoding.GenerationConfigBuilder;
import io.glossa.internal.decoding.GenerationConfigReader;
import io.glossa.internal.decoding.Generator;
import io.glossa.internal.decoding.Hypothesis;
import io.glossa.internal.decoding.Request;
import io.glossa.internal.decoding.TokenListener;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.EncoderDecoder;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.GraphPart;
import io.glossa.models.graph.GraphWriter;
import io.glossa.models.graph.Parameters;
import io.glossa.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every recorded generation of transformers, from the weights alone and from exports: ids exactly equal. */
class GenerationParityTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final float SCORE_TOLERANCE = 1e-3f;
    private static final EngineOptions CPU = new EngineOptions(EngineOptions.Cuda.NEVER, 0);

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> weights_writeTheRecordedTokens() {
        return fixtures(fixture -> fromWeights(fixture, false));
    }

    @TestFactory
    Stream<DynamicTest> portableGraphs_writeTheRecordedTokens() {
        return fixtures(fixture -> fromWeights(fixture, true));
    }

    @TestFactory
    Stream<DynamicTest> exports_writeTheRecordedTokens() {
        return fixtures(GenerationParityTest::fromExports);
    }

    private interface Check {
        void of(Path fixture) throws IOException;
    }

    private static Stream<DynamicTest> fixtures(Check check) {
        List<Path> fixtures = Fixtures.writers();
        assertThat(fixtures).isNotEmpty();
        return fixtures.stream().map(fixture -> DynamicTest.dynamicTest(name(fixture), () -> check.of(fixture)));
    }

    private static void fromExports(Path fixture) throws IOException {
        Path graphs = Files.isDirectory(fixture.resolve("onnx")) ? fixture.resolve("onnx") : fixture;
        if (Files.exists(graphs.resolve("decoder_with_past_model.onnx"))) {
            fromExports(fixture, graphs, "decoder_model.onnx", Optional.of("decoder_with_past_model.onnx"));
        }
        if (Files.exists(graphs.resolve("decoder_model_merged.onnx"))) {
            fromExports(fixture, graphs, "decoder_model_merged.onnx", Optional.empty());
        }
    }

    private static void fromExports(Path fixture, Path graphs, String decoder, Optional<String> withPast) throws IOException {
        try (ExportedGraphs model = ExportedGraphs.open(graphs.resolve("encoder_model.onnx"), graphs.resolve(decoder),
                withPast.map(graphs::resolve), model(fixture).vocabulary(), padding(fixture), CPU)) {
            check(fixture, model);
        }
    }

    private void fromWeights(Path fixture, boolean portable) throws IOException {
        EncoderDecoder model = model(fixture);
        List<Path> files = new ArrayList<>();
        try (Weights weights = Weights.of(SafeTensors.open(fixture.resolve("model.safetensors")))) {
            for (GraphPart part : GraphPart.values()) {
                Path file = folder.resolve(name(fixture) + portable + part.word() + ".onnx");
                GraphWriter.write(model, Parameters.of(weights, name(fixture)), part, portable, file, folder.resolve("unused_data"));
                files.add(file);
            }
        }
        try (StepGraphs graphs = StepGraphs.open(files.get(0), files.get(1), files.get(2), model.vocabulary(), padding(fixture), CPU)) {
            check(fixture, graphs);
        }
    }

    private static void check(Path fixture, DecoderModel model) throws IOException {
        int checked = 0;
        for (String line : Files.readAllLines(fixture.resolve("expected.jsonl"))) {
            JsonNode record = JSON.readTree(line);
            if (record.path("kind").asText().startsWith("generate")) {
                check(fixture, model, record);
                checked++;
            }
        }
        System.out.println(name(fixture) + ": " + checked + " records");
        assertThat(checked).isPositive();
    }

    private static void check(Path fixture, DecoderModel model, JsonNode record) throws IOException {
        GenerationConfigBuilder builder = GenerationConfigReader.read(Files.readAllBytes(fixture.resolve("generation_config.json")));
        GenerationConfigReader.override((ObjectNode) record.get("options"), "options", builder);
        if (record.has("forced_bos_token_id")) {
            builder.forcedBosToken(record.get("forced_bos_token_id").asInt());
        }
        GenerationConfig config = builder.build();
        boolean batch = record.path("kind").asText().equals("generate_batch");
        List<Request> requests = new ArrayList<>();
        for (int row = 0; row < (batch ? record.get("input_ids").size() : 1); row++) {
            int[] ids = ints(batch ? record.get("input_ids").get(row) : record.get("input_ids"));
            int length = batch ? Arrays.stream(ints(record.get("attention_mask").get(row))).sum() : ids.length;
            requests.add(new Request(Arrays.copyOf(ids, length), config.prompt()));
        }
        List<Hypothesis> found = new Generator(config).generate(model, requests, Control.NONE, TokenListener.NONE).stream()
                .flatMap(List::stream).toList();
        assertThat(found).hasSize(record.get("output_ids").size());
        for (int i = 0; i < found.size(); i++) {
            int[] expected = ints(record.get("output_ids").get(i));
            int[] ids = found.get(i).ids();
            int[] padded = Arrays.copyOf(ids, expected.length);
            // Beam search of the reference fills with the end of the text where the id of the padding is 0.
            boolean ends = padding(fixture) == 0 && config.numBeams() > 1;
            Arrays.fill(padded, Math.min(ids.length, expected.length), expected.length, ends ? ids[ids.length - 1] : padding(fixture));
            assertThat(padded).as("%s, record %s, sequence %d", name(fixture), record.get("id"), i).isEqualTo(expected);
            if (record.hasNonNull("sequences_scores")) {
                assertThat(found.get(i).score()).as("%s, record %s, sequence %d", name(fixture), record.get("id"), i)
                        .isCloseTo((float) record.get("sequences_scores").get(i).asDouble(), within(SCORE_TOLERANCE));
            }
        }
    }

    private static EncoderDecoder model(Path fixture) throws IOException {
        return Architectures.encoderDecoder(ArchitectureConfig.parse(Files.readAllBytes(fixture.resolve("config.json")), "config.json"));
    }

    private static int padding(Path fixture) throws IOException {
        return JSON.readTree(fixture.resolve("config.json").toFile()).get("pad_token_id").asInt();
    }

    private static String name(Path fixture) {
        return fixture.getFileName().toString();
    }

    private static int[] ints(JsonNode node) {
        int[] ids = new int[node.size()];
        Arrays.setAll(ids, i -> node.get(i).asInt());
        return ids;
    }
}
