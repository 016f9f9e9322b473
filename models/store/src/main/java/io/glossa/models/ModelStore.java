package io.glossa.models;

import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Finds models by their identifiers. It reads folders and the class path and never asks the network. Immutable and thread-safe;
 * it holds no resources.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ModelStore {
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(zip|tar|tgz|gz|bz2|xz|7z|jar)");

    private final ResourceFinder finder;
    private final ExtractionCache cache;

    private ModelStore(Builder builder) {
        List<ClassLoader> loaders = new ArrayList<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (builder.classLoader != null) {
            loaders.add(builder.classLoader);
        } else {
            if (context != null) {
                loaders.add(context);
            }
            ClassLoader own = ModelStore.class.getClassLoader();
            loaders.add(own == null ? ClassLoader.getSystemClassLoader() : own);
        }
        this.finder = new ResourceFinder(loaders);
        this.cache = new ExtractionCache(
                builder.cacheDirectory != null ? builder.cacheDirectory : CacheLocation.fromEnvironment());
    }

    /**
     * A store with the defaults of {@link #builder()}.
     *
     * @return a new store
     */
    public static ModelStore defaults() {
        return builder().build();
    }

    /**
     * Starts a store with settings of its own.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a store. Not thread-safe. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public static final class Builder {
        private @Nullable ClassLoader classLoader;
        private @Nullable Path cacheDirectory;

        private Builder() {}

        /**
         * Where embedded models are looked for. Default: the context class loader of the thread that calls {@link #build()},
         * then the one of Glossa.
         *
         * @param classLoader the only class loader to ask
         * @return this builder
         */
        public Builder classLoader(ClassLoader classLoader) {
            this.classLoader = Objects.requireNonNull(classLoader, "classLoader");
            return this;
        }

        /**
         * Where files of embedded models are copied to when they are needed on disk, and where converted weights are kept.
         * Default: the environment variable {@code GLOSSA_HOME}, else {@code $XDG_CACHE_HOME/glossa}, else
         * {@code ~/.cache/glossa}. It need not exist; where it can't be written, a temporary folder is used.
         *
         * @param cacheDirectory a folder
         * @return this builder
         */
        public Builder cacheDirectory(Path cacheDirectory) {
            this.cacheDirectory = Objects.requireNonNull(cacheDirectory, "cacheDirectory");
            return this;
        }

        /**
         * Makes the store.
         *
         * @return a new store
         */
        public ModelStore build() {
            return new ModelStore(this);
        }
    }

    /**
     * Opens a model. Only its manifest, if it has one, is read now.
     *
     * @param id an identifier as {@link ModelId#parse(String)} reads it
     * @return the model's files
     * @throws InvalidInputException if the text is no identifier
     * @throws ModelNotFoundException if there is no such folder or embedded model, the folder holds no model, or the identifier
     *     is one of the hub
     * @throws ModelFormatException if the path is a file, or the manifest is damaged or of a later version
     */
    public ModelDirectory open(String id) {
        Objects.requireNonNull(id, "id");
        return open(ModelId.parse(id));
    }

    /**
     * Opens a model. Only its manifest, if it has one, is read now.
     *
     * @param id the model's identifier
     * @return the model's files
     * @throws ModelNotFoundException if there is no such folder or embedded model, the folder holds no model, or the identifier
     *     is one of the hub
     * @throws ModelFormatException if the path is a file, or the manifest is damaged or of a later version
     */
    public ModelDirectory open(ModelId id) {
        Objects.requireNonNull(id, "id");
        return switch (id.kind()) {
            case FOLDER -> folder(id, id.folder().orElseThrow());
            case EMBEDDED -> embedded(id);
            case HUB -> throw new ModelNotFoundException("model " + id + ": expected a folder or an embedded model, found an"
                    + " identifier of the hub, which this version of Glossa does not fetch from (a later one will); download"
                    + " the repository with other tools and pass its folder");
        };
    }

    /**
     * All embedded models on the class path.
     *
     * @return one summary a model, sorted by name
     * @throws ModelFormatException if the manifest of one of them is damaged or of a later version
     */
    public List<ModelSummary> embedded() {
        List<ModelSummary> summaries = new ArrayList<>();
        for (String name : finder.folders()) {
            manifestUrl(name).ifPresent(url -> {
                Manifest manifest = Manifest.parse(bytes(url), url.toString());
                long bytes = manifest.files().values().stream().mapToLong(Manifest.FileEntry::size).sum();
                String source = url.toString().substring(0, url.toString().length() - Manifest.FILE.length());
                summaries.add(new ModelSummary(name, manifest.task().orElse(""), manifest.languages(),
                        manifest.license().orElse(""), bytes, source));
            });
        }
        return List.copyOf(summaries);
    }

    private ModelDirectory folder(ModelId id, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw notAFolder(folder);
        }
        FolderFiles files = new FolderFiles(folder);
        if (!files.has("config.json") && !files.has(Manifest.FILE)) {
            throw files.missing("config.json");
        }
        return new ModelDirectory(id, files, manifest(files), cache);
    }

    private static @Nullable Manifest manifest(FolderFiles files) {
        return files.has(Manifest.FILE) ? Manifest.parse(files.readSettings(Manifest.FILE), files.describe(Manifest.FILE)) : null;
    }

    private static RuntimeException notAFolder(Path folder) {
        if (!Files.exists(folder)) {
            return new ModelNotFoundException(folder + ": expected a model's folder, found nothing there; check the path"
                    + (folder.isAbsolute() ? "" : " (it is relative to " + Path.of("").toAbsolutePath() + ")"));
        }
        String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
        String next = ARCHIVE.matcher(name).matches()
                ? "unpack the archive and pass the folder"
                : "pass the folder that it lies in (for a file below onnx/, the folder above that)";
        return new ModelFormatException(folder + ": expected a model's folder, found a file; " + next);
    }

    private ModelDirectory embedded(ModelId id) {
        String name = id.name();
        URL url = manifestUrl(name).orElseThrow(() -> notEmbedded(name));
        Optional<Path> onDisk = ResourceFinder.folderOf(url);
        if (onDisk.isPresent()) {
            FolderFiles files = new FolderFiles(onDisk.get());
            return new ModelDirectory(id, files, manifest(files), cache);
        }
        byte[] bytes = bytes(url);
        Manifest manifest = Manifest.parse(bytes, url.toString());
        return new ModelDirectory(id, new ClassPathFiles(name, finder, url, manifest, bytes, cache), manifest, cache);
    }

    private Optional<URL> manifestUrl(String name) {
        try {
            return finder.all(ResourceFinder.ROOT + name + "/" + Manifest.FILE).stream().findFirst();
        } catch (IOException e) {
            throw new ModelFormatException("embedded model " + name + ": the class path could not be searched ("
                    + e.getClass().getSimpleName() + "); a jar on it is damaged", e);
        }
    }

    private byte[] bytes(URL url) {
        int limit = 64 << 20;
        try (InputStream in = finder.open(url)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new ModelFormatException(url + ": expected a manifest of at most " + limit + " bytes, found more");
            }
            return bytes;
        } catch (IOException e) {
            throw new ModelFormatException(url + ": could not be read (" + e.getClass().getSimpleName()
                    + "); the jar is damaged or was replaced while in use", e);
        }
    }

    private ModelNotFoundException notEmbedded(String name) {
        return new ModelNotFoundException("model " + name + ": expected it on the class path, found "
                + Messages.list(List.copyOf(finder.folders())) + " there; add the dependency io.github.glossa-nlp:glossa-model-"
                + name + ":" + version() + ", or pass a path such as ./" + name + " if you mean a folder");
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = ModelStore.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return "<version>";
        }
        return properties.getProperty("version", "<version>");
    }
}
