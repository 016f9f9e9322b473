package io.glossa.assembly;

import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a model out of a linear head and the encoder that it sits on: the encoder in 8 bits, and its tokenizer and pooling. The
 * base that the head's manifest names must be on the class path.
 *
 * <p>Arguments: the model's folder in the repository, its folder among what is built, and one for what lies there only while
 * this runs.
 */
public final class HeadModel {
    private static final String GRAPH = "onnx/model_quantized.onnx";
    private static final List<String> COPIED = List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
            "modules.json", "1_Pooling/config.json", "sentence_bert_config.json", "config_sentence_transformers.json");

    private HeadModel() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        assemble(Assembly.of(arguments[0], arguments[1]), Path.of(arguments[2]));
    }

    static void assemble(Assembly assembly, Path cache) throws IOException {
        try {
            ModelDirectory base = ModelStore.builder().cacheDirectory(cache).build().open(assembly.field("base"));
            for (String path : COPIED) {
                assembly.make(path, file -> Files.write(file, base.read(path)));
            }
            GraphOptions options = GraphOptions.of(GraphHead.HIDDEN_STATE).int8(true).kept(assembly.kept());
            assembly.make(GRAPH, file -> base.writeGraph(options, file));
            assembly.finish();
        } finally {
            Folders.delete(cache);
        }
    }

    /** Makes the files in a folder of its own, for measuring; the manifest is written to fit them. */
    public static void assemble(Path repository, Path target, Path cache) throws IOException {
        Folders.copy(repository, target);
        assemble(new Assembly(repository, target, true), cache);
    }
}
