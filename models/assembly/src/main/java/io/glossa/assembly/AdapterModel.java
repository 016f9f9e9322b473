package io.glossa.assembly;

import io.glossa.models.graph.GraphHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a classifier out of low-rank factors and the base that they were trained on: merged, with its head, in 8 bits, and the base's
 * tokenizer beside it, so that it is served without the base; the factors stay in the repository. The base that the manifest names must
 * be on the class path.
 *
 * <p>Arguments: the model's folder in the repository, its folder among what is built, and one for what lies there only while
 * this runs.
 */
public final class AdapterModel {
    private static final List<String> COPIED = List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json");

    private AdapterModel() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        assemble(Assembly.of(arguments[0], arguments[1]), Path.of(arguments[2]));
    }

    static void assemble(Assembly assembly, Path cache) throws IOException {
        assembly.leaveOut("adapter");
        QuantizedModel.assemble(assembly, cache, assembly.repository("").toString(),
                model -> COPIED.stream().filter(model::has).toList(), GraphHead.SEQUENCE_LOGITS);
    }

    /** Makes the files in a folder of its own, for measuring; the manifest is written to fit them. */
    public static void assemble(Path repository, Path target, Path cache) throws IOException {
        assemble(Assembly.copied(repository, target), cache);
    }
}
