package io.glossa.models.testing;

import io.glossa.models.ModelId;
import io.glossa.models.ModelStore;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.Weights;
import java.nio.file.Path;
import java.util.Arrays;

/** A process of its own that opens a model's weights and compares them. */
public final class WeighingProcess {
    private WeighingProcess() {}

    /** Arguments: cache folder, model folder, safetensors file to compare with. It starts at the first line on stdin. */
    public static void main(String[] args) throws Exception {
        ModelStore store = ModelStore.builder().cacheDirectory(Path.of(args[0])).build();
        SafeTensors expected = SafeTensors.open(Path.of(args[2]));
        System.out.println("ready");
        System.out.flush();
        while (System.in.read() != '\n') {
            Thread.onSpinWait();
        }
        boolean same;
        try (Weights weights = store.open(ModelId.of(Path.of(args[1]))).weights()) {
            same = weights.tensors().keySet().equals(expected.tensors().keySet()) && expected.tensors().keySet().stream()
                    .allMatch(name -> Arrays.equals(weights.floats(name), expected.floats(name)));
        }
        System.out.println(same ? "same" : "different");
        System.exit(same ? 0 : 1);
    }
}
