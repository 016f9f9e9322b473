package io.glossa.assembly;

import io.glossa.models.graph.GraphHead;
import java.io.IOException;
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
    private static final List<String> COPIED = List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
            "modules.json", "1_Pooling/config.json", "sentence_bert_config.json", "config_sentence_transformers.json");

    private HeadModel() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        assemble(Assembly.of(arguments[0], arguments[1]), Path.of(arguments[2]));
    }

    static void assemble(Assembly assembly, Path cache) throws IOException {
        QuantizedModel.assemble(assembly, cache, assembly.field("base"), base -> COPIED, GraphHead.HIDDEN_STATE);
    }

    /** Makes the files in a folder of its own, for measuring; the manifest is written to fit them. */
    public static void assemble(Path repository, Path target, Path cache) throws IOException {
        assemble(Assembly.copied(repository, target), cache);
    }
}
