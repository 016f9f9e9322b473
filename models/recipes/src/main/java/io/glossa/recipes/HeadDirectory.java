package io.glossa.recipes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.models.format.SafeTensorsWriter;
import java.nio.file.Path;

/**
 * The files of a model that is a linear head on another model's embeddings, as the repository has them; what the build adds,
 * {@link io.glossa.assembly.HeadModel} makes.
 */
final class HeadDirectory {
    private static final String HEAD = "head.safetensors";

    private final RepositoryFolder folder;
    private final String base;
    private final String language;

    /**
     * A directory to be.
     *
     * @param folder where its files go; made if need be
     * @param base name of the model whose embeddings the head reads
     * @param language what it reads, an ISO 639-1 code
     */
    HeadDirectory(Path folder, String base, String language) {
        this.folder = new RepositoryFolder(folder);
        this.base = base;
        this.language = language;
    }

    /** Writes the weights and the labels; the configuration is the encoder's, whose graph the build puts beside the head. */
    void writeHead(BinaryHead head) {
        int size = head.weights().length;
        write(HEAD, new SafeTensorsWriter().inOrderAdded()
                .add("classifier.weight", head.softmaxWeights(), RepositoryFolder.LABELS.size(), size)
                .add("classifier.bias", head.softmaxBias(), RepositoryFolder.LABELS.size())
                .bytes());
        folder.writeConfig(base);
    }

    /** Writes any other file. */
    void write(String name, byte[] content) {
        folder.write(name, content);
    }

    /** Writes the manifest over the files that are there now. */
    void writeManifest(ObjectNode metrics, ObjectNode provenance) {
        folder.writeManifest(base, null, "head", HEAD, language, metrics, provenance);
    }
}
