package io.glossa.models.testing;

import io.glossa.models.ModelId;
import io.glossa.models.ModelStore;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A process of its own that has a graph written from weights, and tells which file it got. */
public final class GraphingProcess {
    private GraphingProcess() {}

    /** Arguments: cache folder, model folder. It starts at the first line on stdin. */
    public static void main(String[] args) throws Exception {
        ModelStore store = ModelStore.builder().cacheDirectory(Path.of(args[0])).build();
        System.out.println("ready");
        System.out.flush();
        while (System.in.read() != '\n') {
            Thread.onSpinWait();
        }
        Path file = store.open(ModelId.of(Path.of(args[1]))).graph(GraphOptions.of(GraphHead.SEQUENCE_LOGITS)).path();
        System.out.println(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }
}
