package io.glossa.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.EncoderInputs;
import io.glossa.models.architecture.RandomModel;
import io.glossa.models.architecture.Rows;
import io.glossa.models.architecture.internal.PlainTensor;
import io.glossa.models.format.internal.OnnxReader;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs whose large constants lie in a second file, as those beyond 2 GiB must, made with a low limit. */
final class SecondFileTest {
    private static final long[] IDS = {3, 9, 17, 4, 30, 44};

    @TempDir
    private Path folder;

    /** A model with some tables above and some below the size from which constants go to the second file. */
    private static Parameters model(RandomModel model) {
        PlainTensor ids = PlainTensor.of(IDS, 1, IDS.length);
        EncoderInputs<PlainTensor> inputs = new EncoderInputs<>(ids, model.encoder().readsTypeIds()
                ? PlainTensor.of(new long[IDS.length], 1, IDS.length) : null, null);
        model.encoder().sequenceLogits(model.ops(), model.encoder().hiddenState(model.ops(), inputs, Rows.ALL), inputs);
        return new PlainSource("random", model.parameters());
    }

    private static GraphOptions options(boolean int8) {
        return GraphOptions.of(GraphHead.SEQUENCE_LOGITS).int8(int8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void graphWithSecondFile_givesTheSameNumbers(boolean int8) throws Exception {
        for (String modelType : new String[] {"bert", "deberta-v2", "modernbert", "albert"}) {
            RandomModel model = RandomModel.of(modelType, new Random(5));
            Parameters parameters = model(model);
            Path one = folder.resolve("one.onnx");
            Path two = folder.resolve("two.onnx");
            Path data = folder.resolve("two.onnx_data");
            new OnnxWriter(EncoderGraph.of(model.encoder(), parameters, options(int8)), Map.of()).write(one, data);
            assertThat(data).doesNotExist();
            new OnnxWriter(EncoderGraph.of(model.encoder(), parameters, options(int8)), Map.of(), 1000).write(two, data);
            assertThat(OnnxReader.read(two, "two").external()).isNotEmpty().allSatisfy(part -> {
                assertThat(part.location()).isEqualTo("two.onnx_data");
                assertThat(part.offset() % 4096).isZero();
                assertThat(part.offset() + part.length()).isLessThanOrEqualTo(Files.size(data));
            });
            assertThat(run(two)).as(modelType).isEqualTo(run(one));
            Files.delete(data);
        }
    }

    @Test
    void secondFile_failureInTheMiddle_leavesNothing() throws IOException {
        RandomModel model = RandomModel.of("bert", new Random(6));
        Parameters whole = model(model);
        Parameters failing = new Parameters() {
            @Override
            public Set<String> names() {
                return whole.names();
            }

            @Override
            public int[] shape(String name) {
                return whole.shape(name);
            }

            @Override
            public float[] floats(String name) {
                if (name.equals("classifier.weight")) {
                    throw new ModelFormatException("tensor " + name + " cannot be read");
                }
                return whole.floats(name);
            }

            @Override
            public String where() {
                return "failing";
            }
        };
        Path file = Files.createFile(folder.resolve("temporary"));
        OnnxWriter writer = new OnnxWriter(EncoderGraph.of(model.encoder(), failing, options(false)), Map.of(), 1000);
        assertThatThrownBy(() -> writer.write(file, folder.resolve("model.onnx_data"))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("classifier.weight");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> GraphWriter.write(model.encoder(), failing, options(false), folder.resolve("model.onnx")))
                .isInstanceOf(ModelFormatException.class);
        assertThat(folder.resolve("model.onnx")).doesNotExist();
    }

    @Test
    void graphThatNeedsNoSecondFile_removesAnOldOne() throws IOException {
        RandomModel model = RandomModel.of("bert", new Random(7));
        Path data = Files.write(folder.resolve("model.onnx_data"), new byte[] {1});
        GraphWriter.write(model.encoder(), model(model), options(false), folder.resolve("model.onnx"));
        assertThat(data).doesNotExist();
    }

    private static float[] run(Path file) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor ids = tensor(environment, IDS);
                OnnxTensor types = tensor(environment, new long[IDS.length])) {
            Map<String, OnnxTensor> feeds = session.getInputNames().size() == 1
                    ? Map.of("input_ids", ids)
                    : Map.of("input_ids", ids, "token_type_ids", types);
            try (OrtSession.Result result = session.run(feeds)) {
                FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] floats = new float[buffer.remaining()];
                buffer.get(floats);
                return floats;
            }
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, long[] ids) throws Exception {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), new long[] {1, ids.length});
    }
}
