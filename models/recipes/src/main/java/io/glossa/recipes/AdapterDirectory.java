package io.glossa.recipes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of a fine-tuned model of sentiment as the repository has them: low-rank factors and a head in half precision; what the build
 * adds, {@link io.glossa.assembly.AdapterModel} makes.
 */
final class AdapterDirectory {
    /** The file of the factors. */
    static final String ADAPTER = "adapter.safetensors";

    private final RepositoryFolder folder;
    private final Path trained;
    private final String base;
    private final String language;

    /**
     * A directory to be.
     *
     * @param folder where its files go; made if need be
     * @param trained the directory that a trainer wrote with {@code adapter}
     * @param base name of the model whose weights the factors change
     * @param language what it reads, an ISO 639-1 code
     */
    AdapterDirectory(Path folder, Path trained, String base, String language) {
        this.folder = new RepositoryFolder(folder);
        this.trained = trained;
        this.base = base;
        this.language = language;
    }

    /** Writes the weights and the configuration. */
    void writeModel() {
        try {
            SafeTensors from = SafeTensors.open(trained.resolve(ADAPTER));
            SafeTensorsWriter to = new SafeTensorsWriter();
            from.tensors().keySet().forEach(name -> to.add(name, DType.F16, from.shape(name),
                    sink -> sink.floats(FloatBuffer.wrap(from.floats(name)))));
            from.metadata().forEach(to::metadata);
            folder.write(ADAPTER, to.bytes());
            folder.writeConfig(SafeJson.object(Files.readAllBytes(trained.resolve("config.json")), "config.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes any other file. */
    void write(String name, byte[] content) {
        folder.write(name, content);
    }

    /** Writes the manifest over the files that are there now. */
    void writeManifest(ObjectNode metrics, ObjectNode provenance) {
        folder.writeManifest(base, baseSha256(), "adapter", ADAPTER, language, metrics, provenance);
    }

    /** What the trainer wrote of the base; null if it is older than that. */
    private @Nullable String baseSha256() {
        Path manifest = trained.resolve("glossa.json");
        if (!Files.exists(manifest)) {
            return null;
        }
        try {
            return SafeJson.object(Files.readAllBytes(manifest), "glossa.json").path("base_sha256").textValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
