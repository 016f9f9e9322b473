package io.glossa.models.testing;

import io.glossa.models.format.internal.torch.TorchCheckpoint;
import java.nio.file.Path;

/** A process of its own that converts checkpoints for {@code src/test/tools/check_weights.py}. */
public final class ConvertingProcess {
    private ConvertingProcess() {}

    /** Arguments: a checkpoint and a file to make, as often as need be. */
    public static void main(String[] args) throws Exception {
        for (int i = 0; i < args.length; i += 2) {
            long begin = System.nanoTime();
            TorchCheckpoint.open(Path.of(args[i])).write(Path.of(args[i + 1]));
            System.out.println(Path.of(args[i]).getFileName() + ": " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        }
    }
}
