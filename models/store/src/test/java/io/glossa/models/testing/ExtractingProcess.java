package io.glossa.models.testing;

import io.glossa.models.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A process of its own that takes a file out of a model's jar and compares it. */
public final class ExtractingProcess {
    private ExtractingProcess() {}

    /** Arguments: cache folder, model, file inside it, file to compare with. It starts at the first line on stdin. */
    public static void main(String[] args) throws Exception {
        ModelStore store = ModelStore.builder().cacheDirectory(Path.of(args[0])).build();
        System.out.println("ready");
        System.out.flush();
        while (System.in.read() != '\n') {
            Thread.onSpinWait();
        }
        Path file = store.open(args[1]).file(args[2]);
        boolean same = Arrays.equals(Files.readAllBytes(file), Files.readAllBytes(Path.of(args[3])));
        System.out.println(same ? "same" : "different");
        System.exit(same ? 0 : 1);
    }
}
