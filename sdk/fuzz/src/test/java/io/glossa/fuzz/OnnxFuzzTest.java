package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glossa.models.ModelStore;
import io.glossa.models.OnnxFile;
import io.glossa.models.Precision;
import io.glossa.models.format.internal.OnnxTensors;
import io.glossa.models.graph.Parameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** An ONNX file: its description, and where it says that its tensors lie. */
class OnnxFuzzTest {
    private static final ModelFolder FOLDER = new ModelFolder();
    private static final ModelStore STORE = ModelStore.builder().build();

    static {
        FOLDER.put("config.json", "{}".getBytes(StandardCharsets.US_ASCII));
        FOLDER.put("model.onnx_data", new byte[64]);
    }

    @FuzzTest
    void onnx(byte[] input) {
        Path file = FOLDER.put("model.onnx", input);
        OnnxFile graph = Oracle.read(input, () -> STORE.open(FOLDER.path().toString()).onnx(Precision.FP32));
        if (graph == null) {
            return;
        }
        OnnxTensors tensors = Oracle.read(input, () -> OnnxTensors.read(file, "model.onnx"));
        if (tensors != null) {
            tensors.tensors().forEach((name, tensor) -> Oracle.read(input, () -> {
                Oracle.require(tensors.floats(name).length == tensor.size(), "as many numbers as the shape says");
                return true;
            }));
        }
        Parameters parameters = Oracle.read(input, () -> Parameters.ofOnnx(file, "model.onnx"));
        if (parameters != null) {
            parameters.names().forEach(name -> Oracle.read(input, () -> parameters.floats(name).length));
        }
        Oracle.check(input, () -> {
            Oracle.require(graph.path().equals(file), "the file that was opened");
            Oracle.require(!graph.outputs().isEmpty(), "an output");
            Oracle.require(graph.irVersion() >= 1 && graph.irVersion() <= 11, "a known version");
            for (List<Long> shape : graph.shapes().values()) {
                shape.forEach(length -> Oracle.require(length >= -1, "a length or -1"));
            }
            graph.batchDependent();
            graph.opsets().keySet().forEach(domain -> Oracle.require(!domain.isEmpty(), "a domain"));
        });
    }
}
