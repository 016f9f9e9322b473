package io.glossa.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.testing.Fixtures;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints with random weights, sizes and options, in every form of file: plain Java and each kind of graph give what
 * transformers gives. More of them than lie in the resources are made by {@code src/test/tools/make_checkpoints.py} and tested
 * with {@code -Dcheckpoints=FOLDER}.
 */
final class CheckpointsTest {
    private static final float MOST = 1e-4f;

    private static final Map<String, Float> LARGEST = new TreeMap<>();

    @TempDir
    private Path cache;

    @AfterAll
    static void tell() {
        System.out.println("largest differences: " + LARGEST);
    }

    private static Path root() {
        String given = System.getProperty("checkpoints");
        return given == null ? Fixtures.small("checkpoints") : Path.of(given);
    }

    /** Those of transformers; our own have references of their own. */
    @Test
    void checkpoints_coverEveryArchitecture() {
        assertThat(Checkpoint.folders(root())).extracting(folder -> folder.getFileName().toString().replaceFirst("-\\d+$", ""))
                .containsAll(Architectures.encoders().stream().filter(name -> !name.startsWith("glossa-")).toList());
    }

    @TestFactory
    Stream<DynamicTest> everyInterpreter_givesTheRecordedNumbers() {
        return Checkpoint.folders(root()).stream().map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
            Checkpoint checkpoint = Checkpoint.read(folder, cache);
            Map<String, Float> worst = new LinkedHashMap<>();
            var parameters = checkpoint.parameters();
            for (Checkpoint.Case record : checkpoint.cases()) {
                float difference = checkpoint.difference(record, checkpoint.plain(parameters, record));
                worst.merge("plain Java, padding " + record.padding(), difference, Math::max);
            }
            for (boolean portable : new boolean[] {false, true}) {
                for (boolean masked : new boolean[] {false, true}) {
                    graph(checkpoint, portable, masked, worst);
                }
            }
            worst.forEach((interpreter, difference) -> LARGEST.merge(interpreter, difference, Math::max));
            assertThat(worst.values()).as("%s, %s: %s", folder.getFileName(), checkpoint.kind(), worst)
                    .allMatch(difference -> difference <= MOST);
        }));
    }

    private static void graph(Checkpoint checkpoint, boolean portable, boolean masked, Map<String, Float> worst)
            throws Exception {
        Path file = checkpoint.directory().graph(checkpoint.options(portable, masked)).path();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        String name = (portable ? "portable" : "fused") + (masked ? ", masked" : "") + ", padding ";
        try (OrtSession session = environment.createSession(file.toString())) {
            for (Checkpoint.Case record : checkpoint.cases()) {
                if (masked || !record.isPadded()) {
                    worst.merge(name + record.padding(), checkpoint.difference(record, run(environment, session, record)),
                            Math::max);
                } else if (record.padding().equals("right")) {
                    for (int row = 0; row < record.ids().length; row++) {
                        Checkpoint.Case alone = record.alone(row);
                        worst.merge(name + "removed", checkpoint.difference(alone, run(environment, session, alone)),
                                Math::max);
                    }
                }
            }
        }
    }

    private static float[] run(OrtEnvironment environment, OrtSession session, Checkpoint.Case record) throws Exception {
        Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
        try {
            for (String input : session.getInputNames()) {
                long[][] rows = switch (input) {
                    case "input_ids" -> record.ids();
                    case "attention_mask" -> record.mask();
                    case "token_type_ids" -> record.types();
                    default -> throw new AssertionError(input);
                };
                feeds.put(input, OnnxTensor.createTensor(environment,
                        LongBuffer.wrap(Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray()),
                        new long[] {rows.length, rows[0].length}));
            }
            try (OrtSession.Result result = session.run(feeds)) {
                FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] floats = new float[buffer.remaining()];
                buffer.get(floats);
                return floats;
            }
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }
}
