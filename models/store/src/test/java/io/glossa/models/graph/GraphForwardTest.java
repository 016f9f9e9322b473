package io.glossa.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.glossa.models.testing.ForwardFixture;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Graphs written from the weights alone give the logits of transformers, in ONNX Runtime. */
final class GraphForwardTest {
    @TempDir
    private Path temporary;

    @TestFactory
    List<DynamicTest> everyEncoder_givesTheRecordedLogits() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : ForwardFixture.folders()) {
            for (boolean fused : new boolean[] {true, false}) {
                for (boolean masked : new boolean[] {true, false}) {
                    tests.add(DynamicTest.dynamicTest(folder.getFileName() + (fused ? " fused" : " portable")
                            + (masked ? " masked" : ""), () -> check(ForwardFixture.read(folder), fused, masked)));
                }
            }
        }
        return tests;
    }

    private void check(ForwardFixture fixture, boolean fused, boolean masked) throws Exception {
        GraphHead output = fixture.labelsTokens()
                ? GraphHead.TOKEN_LOGITS
                : GraphHead.SEQUENCE_LOGITS;
        if (fixture.cases().isEmpty()) {
            output = GraphHead.HIDDEN_STATE;
        }
        Graph graph = EncoderGraph.of(fixture.encoder(), new PlainSource(fixture.name(), fixture.parameters()), GraphOptions.of(output).portable(!fused).masked(masked));
        Path file = temporary.resolve(fixture.name() + fused + masked + ".onnx");
        new OnnxWriter(graph, Map.of()).write(file, temporary.resolve("unused"));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString())) {
            for (ForwardFixture.Case record : fixture.cases()) {
                if (masked) {
                    compare(environment, session, record, record.ids(), record.types(), record.mask(), record.expected());
                } else {
                    for (int row = 0; row < record.ids().length; row++) {
                        int length = (int) Arrays.stream(record.mask()[row]).sum();
                        compare(environment, session, record,
                                new long[][] {Arrays.copyOf(record.ids()[row], length)},
                                record.types() == null ? null : new long[][] {Arrays.copyOf(record.types()[row], length)},
                                null, List.of(record.expected().get(row)));
                    }
                }
            }
        }
    }

    private static void compare(OrtEnvironment environment, OrtSession session, ForwardFixture.Case record, long[][] ids,
            long[][] types, long[][] mask, List<float[]> expected) throws Exception {
        Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
        try {
            feeds.put("input_ids", tensor(environment, ids));
            if (session.getInputNames().contains("token_type_ids")) {
                feeds.put("token_type_ids", tensor(environment, types == null ? new long[ids.length][ids[0].length] : types));
            }
            if (mask != null) {
                feeds.put("attention_mask", tensor(environment, mask));
            }
            try (OrtSession.Result result = session.run(feeds)) {
                FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
                int width = logits.remaining() / ids.length;
                for (int b = 0; b < ids.length; b++) {
                    for (int i = 0; i < expected.get(b).length; i++) {
                        assertThat(logits.get(b * width + i)).as("record %d, row %d, number %d", record.id(), b, i)
                                .isCloseTo(expected.get(b)[i], within(1e-4f));
                    }
                }
            }
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, long[][] rows) throws Exception {
        long[] flat = Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray();
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(flat), new long[] {rows.length, rows[0].length});
    }
}
