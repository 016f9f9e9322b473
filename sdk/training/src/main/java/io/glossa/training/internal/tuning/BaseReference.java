package io.glossa.training.internal.tuning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelId;
import java.io.IOException;
import java.nio.file.Path;

/** How a model that needs its base finds it again, and knows it from another. */
final class BaseReference {
    private BaseReference() {}

    /** A name that holds on this machine: a folder wherever one is, a model of the hub at the same commit. */
    static String of(ModelDirectory base) {
        if (base.commit().isPresent()) {
            return base.id().toString().replaceFirst("@.*", "") + "@" + base.commit().get();
        }
        return base.id().folder().map(folder -> folder.toAbsolutePath().normalize().toString()).orElse(base.id().toString());
    }

    /**
     * A name for the manifest of a model. A folder is named by its path from the model's own, so that both can be moved together.
     *
     * @param target the folder that the model will lie in; what is above it exists
     * @return as {@link #of} gives it where there is no such path, as between two disks of Windows
     */
    static String from(Path target, ModelDirectory base) throws IOException {
        if (base.id().kind() != ModelId.Kind.FOLDER) {
            return of(base);
        }
        Path from = place(target);
        Path to = place(base.id().folder().orElseThrow());
        if (!from.getFileSystem().equals(to.getFileSystem()) || !from.getRoot().equals(to.getRoot())) {
            return of(base);
        }
        String path = from.relativize(to).toString().replace(from.getFileSystem().getSeparator(), "/");
        return path.equals("..") || path.startsWith("../") ? path : "./" + path;
    }

    /** Where a folder lies once links above it are followed; steps back from it then lead to the same folder for everyone. */
    private static Path place(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path above = absolute.getParent();
        return above == null ? absolute : above.toRealPath().resolve(absolute.getFileName());
    }

    /**
     * Says what an adapter was trained on.
     *
     * @param reference {@link #of} or {@link #from}
     * @param sha256 {@link ParameterSource#identity()} of the base
     */
    static ObjectNode adapter(ObjectNode manifest, String reference, String sha256) {
        return manifest.put("base", reference).put("base_sha256", sha256).put("adapter", FineTuning.ADAPTER);
    }
}
