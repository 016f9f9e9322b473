package io.glossa.export;

import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.format.Weights;
import io.glossa.testing.Fixtures;
import io.glossa.testing.ModelCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A DistilBERT whose scores in 32 bits make sense and cannot be kept in 8. The first unit of each wide part is always zero, and
 * what it is multiplied with is huge: no float changes, but the scale of every column becomes so coarse that nothing is left of
 * the other weights.
 */
final class BrokenCheckpoint {
    private static final float HUGE = 30_000;

    private BrokenCheckpoint() {}

    static ModelCopy of(String fixture, Path parent) throws IOException {
        ModelCopy copy = ModelCopy.of(fixture, parent);
        SafeTensorsWriter writer = new SafeTensorsWriter();
        try (Weights weights = Weights.of(SafeTensors.open(Fixtures.folder(fixture).resolve("model.safetensors")))) {
            for (String name : weights.tensors().keySet()) {
                float[] values = weights.floats(name);
                long[] shape = weights.shape(name).stream().mapToLong(Long::longValue).toArray();
                if (name.endsWith("ffn.lin1.weight")) {
                    Arrays.fill(values, 0, (int) shape[1], 0);
                } else if (name.endsWith("ffn.lin1.bias")) {
                    values[0] = 0;
                } else if (name.endsWith("ffn.lin2.weight")) {
                    for (int out = 0; out < shape[0]; out++) {
                        values[out * (int) shape[1]] = out % 2 == 0 ? HUGE : -HUGE;
                    }
                }
                writer.add(name, values, shape);
            }
            writer.write(copy.folder().resolve("model.safetensors"));
        }
        return copy.delete("model.onnx");
    }
}
