package io.glossa.models;

import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.hub.HubOptions;
import io.glossa.models.hub.internal.Hub;
import io.glossa.models.hub.internal.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Finds models by their identifiers. It reads folders and the class path; only a {@code hub:} identifier makes it look into the
 * hub's cache and, unless offline, ask the network. Immutable and thread-safe; nothing needs to be closed.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ModelStore {
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(zip|tar|tgz|gz|bz2|xz|7z|jar)");

    private final ResourceFinder finder;
    private final ExtractionCache cache;
    private final Lazy<Hub> hub;
    private final Optional<LockFile> lockFile;

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
        HubOptions options = builder.hub;
        this.hub = new Lazy<>(
                () -> new Hub(options != null ? options : HubOptions.defaults(), RelativePath::check, Pause.SYSTEM));
        this.lockFile = Optional.ofNullable(builder.lockFile).map(LockFile::read);
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
        private @Nullable HubOptions hub;
        private @Nullable Path lockFile;

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
         * Where {@code hub:} models come from, whether the network may be asked, and who hears of progress. Default:
         * {@link HubOptions#defaults()}, read from the environment when the first {@code hub:} model is opened.
         *
         * @param hub the options
         * @return this builder
         */
        public Builder hub(HubOptions hub) {
            this.hub = Objects.requireNonNull(hub, "hub");
            return this;
        }

        /**
         * A lock file that {@code hub:} models are held to: each is the commit that the file says, has the files that it names
         * and no others, and each file is compared with its size and SHA-256 before it is first used. A {@code hub:} model that
         * it does not name is refused. Folders and embedded models are not concerned. Default: none.
         *
         * @param lockFile as {@link LockFile#write} writes it; read by {@link #build()}
         * @return this builder
         */
        public Builder lockFile(Path lockFile) {
            this.lockFile = Objects.requireNonNull(lockFile, "lockFile");
            return this;
        }

        /**
         * Makes the store.
         *
         * @return a new store
         * @throws ModelNotFoundException if a lock file is named and not there
         * @throws ModelFormatException if it is damaged; see {@link LockFile#read}
         */
        public ModelStore build() {
            return new ModelStore(this);
        }
    }

    /**
     * Opens a model. Only its manifest, if it has one, is read now. The files of a {@code hub:} model are fetched when they are
     * needed; a commit of which all that is needed is in the cache does not need the network.
     *
     * @param id an identifier as {@link ModelId#parse(String)} reads it
     * @return the model's files
     * @throws InvalidInputException if the text is no identifier, or an environment variable of the hub holds what it must not
     * @throws ModelNotFoundException if there is no such folder, embedded model, repository or revision, it holds no model, it may
     *     not be read (private, gated), or it is not in the cache and the hub can't be reached
     * @throws ModelFormatException if the path is a file, the manifest is damaged or of a later version, what the hub sends is not
     *     what it announces, or the lock file does not name the model
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
     * @throws InvalidInputException if an environment variable of the hub holds what it must not
     * @throws ModelNotFoundException as {@link #open(String)} does
     * @throws ModelFormatException as {@link #open(String)} does
     */
    public ModelDirectory open(ModelId id) {
        return joined(plain(Objects.requireNonNull(id, "id")));
    }

    /** An adapter with its base, or without if that is not there and the adapter brings what it is served from; any other model as it is. */
    private ModelDirectory joined(ModelDirectory own) {
        Optional<String> adapter = own.manifest().flatMap(Manifest::adapter);
        if (adapter.isEmpty()) {
            return own;
        }
        ModelDirectory base;
        try {
            base = plain(ModelId.ofManifest(own.manifest().flatMap(Manifest::base).orElseThrow()));
        } catch (ModelNotFoundException e) {
            if (own.has("tokenizer.json") && own.hasOnnx(Precision.AUTO)) {
                return own;
            }
            throw new ModelNotFoundException("base of the adapter " + own + ": " + e.getMessage() + "; an adapter needs the model that it was"
                    + " trained on, where \"base\" in its " + Manifest.FILE + " says", e);
        }
        if (base.manifest().flatMap(Manifest::adapter).isPresent()) {
            throw new ModelFormatException(own.name() + ": expected a base with weights of its own, found an adapter; merge that one"
                    + " first (glossa export)");
        }
        return own.over(base, adapter.get(), own.manifest().flatMap(Manifest::baseSha256));
    }

    private ModelDirectory plain(ModelId id) {
        return switch (id.kind()) {
            case FOLDER -> folder(id, id.folder().orElseThrow());
            case EMBEDDED -> embedded(id);
            case HUB -> hub(id, false);
        };
    }

    /**
     * Fetches the files of a {@code hub:} model ahead of their use. What is in the cache already is compared with its checksums
     * and fetched again if it is damaged.
     *
     * @param id a model of the hub
     * @param options which files
     * @return the model's files
     * @throws InvalidInputException if the model is not one of the hub
     * @throws ModelNotFoundException as {@link #open(String)} does, or if it has no graph or weights as asked for
     * @throws ModelFormatException as {@link #open(String)} does, or if a file is not what {@code glossa.json} says
     */
    public ModelDirectory pull(ModelId id, PullOptions options) {
        HubFiles files = hubFiles(Objects.requireNonNull(id, "id"), true);
        ModelDirectory directory = directory(id, files);
        new HubPull(files, directory.manifest(), Objects.requireNonNull(options, "options")).run();
        return directory;
    }

    /**
     * Fetches models and writes down what they are. The base of a model that has one on the hub is locked with it. A lock file
     * of this store is not looked at.
     *
     * @param ids models of the hub
     * @param options which files; the lock names no others
     * @return the lock, to be written with {@link LockFile#write}
     * @throws InvalidInputException if a model is not one of the hub
     * @throws ModelNotFoundException as {@link #pull} does
     * @throws ModelFormatException as {@link #pull} does
     */
    public LockFile lock(List<ModelId> ids, PullOptions options) {
        Objects.requireNonNull(options, "options");
        Map<String, LockedModel> locked = new LinkedHashMap<>();
        Deque<ModelId> left = new ArrayDeque<>(ids);
        while (!left.isEmpty()) {
            ModelId id = left.removeFirst();
            requireHub(id);
            String key = id.name() + "@" + id.revision().orElse(Hub.DEFAULT_REVISION);
            if (locked.containsKey(key)) {
                continue;
            }
            HubFiles files = new HubFiles(hub.get().open(id.name(), id.revision().orElse(null)), null, true);
            ModelDirectory directory = directory(id, files);
            HubPull pull = new HubPull(files, directory.manifest(), options);
            pull.run();
            locked.put(key, new LockedModel(id.name(), files.revision(), files.commit(), pull.hashes()));
            directory.manifest().flatMap(Manifest::base).map(ModelId::parse)
                    .filter(base -> base.kind() == ModelId.Kind.HUB).ifPresent(left::add);
        }
        return new LockFile(List.copyOf(locked.values()), "lock");
    }

    private ModelDirectory hub(ModelId id, boolean careful) {
        return directory(id, hubFiles(id, careful));
    }

    private HubFiles hubFiles(ModelId id, boolean careful) {
        requireHub(id);
        LockedModel locked = lockFile.map(file -> file.require(id)).orElse(null);
        String revision = locked != null ? locked.commit() : id.revision().orElse(null);
        return new HubFiles(hub.get().open(id.name(), revision), locked, careful);
    }

    private static void requireHub(ModelId id) {
        if (id.kind() != ModelId.Kind.HUB) {
            throw new InvalidInputException("model " + id + ": expected a model of the hub such as hub:org/name, found a folder or"
                    + " an embedded model, which are where they are needed already");
        }
    }

    private ModelDirectory directory(ModelId id, HubFiles files) {
        if (!files.has("config.json") && !files.has(Manifest.FILE)) {
            throw files.missing("config.json");
        }
        return new ModelDirectory(id, files, manifest(files), cache);
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

    private static @Nullable Manifest manifest(ModelFiles files) {
        return files.has(Manifest.FILE)
                ? Manifest.parse(files.readSettings(Manifest.FILE), files.describe(Manifest.FILE), files.folder().orElse(null))
                : null;
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
