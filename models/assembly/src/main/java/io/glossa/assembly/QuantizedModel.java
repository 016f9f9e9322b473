package io.glossa.assembly;

import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Makes a model's graph in 8 bits out of another model, and copies of some of that model's files beside it. */
final class QuantizedModel {
    private static final String GRAPH = "onnx/model_quantized.onnx";

    private QuantizedModel() {}

    /**
     * Makes them.
     *
     * @param cache what lies there only while this runs
     * @param model what is made into the graph, a name or a folder
     * @param copied which of its files are copied
     */
    static void assemble(Assembly assembly, Path cache, String model, Function<ModelDirectory, List<String>> copied, GraphHead head)
            throws IOException {
        try {
            ModelDirectory from = ModelStore.builder().cacheDirectory(cache).build().open(model);
            for (String path : copied.apply(from)) {
                assembly.make(path, file -> Files.write(file, from.read(path)));
            }
            GraphOptions options = GraphOptions.of(head).int8(true).kept(assembly.kept());
            assembly.make(GRAPH, file -> from.writeGraph(options, file));
            assembly.finish();
        } finally {
            Folders.delete(cache);
        }
    }
}
