package io.glossa.models.graph;

import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.format.TensorInfo;
import io.glossa.models.format.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A process of its own that writes for {@code src/test/tools/check_written.py} what Glossa makes of checkpoints. */
public final class WritingProcess {
    private WritingProcess() {}

    /** Arguments: folder of checkpoints, and a folder to make with graphs, safetensors and configuration of each. */
    public static void main(String[] args) throws Exception {
        Path out = Path.of(args[1]);
        Path cache = Files.createDirectories(out.resolve("cache"));
        for (Path folder : Checkpoint.folders(Path.of(args[0]))) {
            Path target = Files.createDirectories(out.resolve(folder.getFileName()));
            Checkpoint checkpoint = Checkpoint.read(folder, cache);
            for (boolean portable : new boolean[] {false, true}) {
                for (boolean masked : new boolean[] {false, true}) {
                    Path graph = checkpoint.directory().graph(checkpoint.options(portable, masked)).path();
                    Files.copy(graph, target.resolve((portable ? "portable" : "fused") + (masked ? ".masked" : "") + ".onnx"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.copy(folder.resolve("config.json"), target.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
            try (Weights weights = checkpoint.directory().weights()) {
                SafeTensorsWriter writer = new SafeTensorsWriter();
                for (TensorInfo info : weights.tensors().values()) {
                    boolean integers = info.dtype() == DType.I64;
                    writer.add(info.name(), integers ? DType.I64 : DType.F32, info.shape(), sink -> {
                        if (integers) {
                            sink.longs(java.nio.LongBuffer.wrap(weights.longs(info.name())));
                        } else {
                            sink.floats(java.nio.FloatBuffer.wrap(weights.floats(info.name())));
                        }
                    });
                }
                writer.write(target.resolve("model.safetensors"));
            }
        }
    }
}
