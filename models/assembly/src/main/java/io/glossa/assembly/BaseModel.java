package io.glossa.assembly;

import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import io.glossa.models.graph.GraphWriter;
import io.glossa.models.graph.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a pretrained encoder out of the ONNX export and the tokenizer that somebody published: its weights in a graph that
 * Glossa writes, in 32-bit floats.
 *
 * <p>Arguments: the model's folder in the repository, its folder among what is built, and the folder with
 * {@code onnx/model.onnx} and {@code tokenizer.json} as they were published.
 */
public final class BaseModel {
    private BaseModel() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Assembly assembly = Assembly.of(arguments[0], arguments[1]);
        assemble(assembly, Path.of(arguments[2]));
    }

    static void assemble(Assembly assembly, Path published) throws IOException {
        assembly.make("tokenizer.json", file -> Files.copy(published.resolve("tokenizer.json"), file,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING));
        assembly.make("onnx/model.onnx", file -> {
            Path config = assembly.repository("config.json");
            Encoder encoder = Architectures.encoder(ArchitectureConfig.parse(Files.readAllBytes(config), config.toString()));
            Path export = published.resolve("onnx/model.onnx");
            GraphWriter.write(encoder, Parameters.ofOnnx(export, export.toString()), GraphOptions.of(GraphHead.HIDDEN_STATE), file);
        });
        assembly.finish();
    }
}
