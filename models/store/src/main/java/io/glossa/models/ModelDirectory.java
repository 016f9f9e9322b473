package io.glossa.models;

import io.glossa.base.internal.AtomicFiles;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.GraphOptions;
import io.glossa.models.graph.GraphPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The files of one model, in a folder, in a jar or on the hub. A file on the hub is fetched into the cache when it is first
 * asked for; every method that reads one can therefore throw what {@link ModelStore#open(String)} throws. Paths are relative to the model, with forward slashes, and never lead out of
 * it; a link that does is refused with a {@link ModelFormatException}. Immutable and thread-safe, holds no resources.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ModelDirectory {
    private final ModelId id;
    private final ModelFiles files;
    private final ExtractionCache cache;
    private final Optional<Manifest> manifest;
    private final Lazy<ModelConfig> config;
    private final Lazy<Optional<SentenceTransformersConfig>> sentenceTransformers;

    ModelDirectory(ModelId id, ModelFiles files, @Nullable Manifest manifest, ExtractionCache cache) {
        this.id = id;
        this.files = files;
        this.cache = cache;
        this.manifest = Optional.ofNullable(manifest);
        this.config = new Lazy<>(() -> ModelConfig.parse(
                files.readSettings("config.json"), files.describe("config.json")));
        this.sentenceTransformers = new Lazy<>(() -> SentenceTransformersConfig.read(files));
    }

    /**
     * The model's name.
     *
     * @return {@link ModelId#name()} of {@link #id()}
     */
    public String name() {
        return id.name();
    }

    /** This adapter joined with its base. */
    ModelDirectory over(ModelDirectory base, String adapter, Optional<String> baseSha256) {
        return new ModelDirectory(id, new AdapterFiles(files, base.files, adapter, baseSha256), manifest.orElse(null), cache);
    }

    /**
     * What the model was opened with.
     *
     * @return the identifier
     */
    public ModelId id() {
        return id;
    }

    /**
     * The commit of a model of the hub.
     *
     * @return 40 hexadecimal digits; empty for a folder or an embedded model
     */
    public Optional<String> commit() {
        ModelFiles own = files instanceof AdapterFiles joined ? joined.own() : files;
        return own instanceof HubFiles hub ? Optional.of(hub.commit()) : Optional.empty();
    }

    /**
     * The folder in which the files lie, or, for a model of the hub, those that were fetched so far.
     *
     * @return empty for a model in a jar
     */
    public Optional<Path> folder() {
        return files.folder();
    }

    /**
     * Whether a file is there.
     *
     * @param relativePath such as {@code tokenizer.json}
     * @return true if it is there and is a file
     * @throws ModelFormatException if the path is not relative or leads out of the model
     */
    public boolean has(String relativePath) {
        return files.has(Objects.requireNonNull(relativePath, "relativePath"));
    }

    /**
     * Reads a file.
     *
     * @param relativePath such as {@code tokenizer.json}
     * @return its content, the caller's own copy
     * @throws ModelNotFoundException if the file is not there; the message lists what is
     * @throws ModelFormatException if the path leads out of the model, the file is larger than 2 GiB or can't be read, or its
     *     size is not the one that the index of its jar gives
     */
    public byte[] read(String relativePath) {
        return files.read(Objects.requireNonNull(relativePath, "relativePath"));
    }

    /**
     * Reads a file that may be missing.
     *
     * @param relativePath such as {@code vocab.txt}
     * @return its content, the caller's own copy; empty if the file is not there
     * @throws ModelFormatException as {@link #read(String)} does
     */
    public Optional<byte[]> find(String relativePath) {
        return has(relativePath) ? Optional.of(read(relativePath)) : Optional.empty();
    }

    /**
     * Gives a file on disk, for code that needs one. A file in a jar is copied into the cache of the store the first time, and
     * checked against its size and SHA-256; files of one model keep their places relative to each other. This is safe between
     * threads and processes. Where the cache can't be written, the copy lies in a temporary folder and is deleted on exit.
     *
     * @param relativePath such as {@code onnx/model.onnx}
     * @return the file; leave it as it is
     * @throws ModelNotFoundException if the file is not there; the message lists what is
     * @throws ModelFormatException if the path leads out of the model, or the file in the jar is not what the index says
     */
    public Path file(String relativePath) {
        return files.file(Objects.requireNonNull(relativePath, "relativePath"));
    }

    /**
     * All files, as relative paths with forward slashes. Folders whose names start with a dot are left out.
     *
     * @return the paths, sorted
     * @throws ModelFormatException if the folder can't be read or holds more than 10,000 files
     */
    public List<String> files() {
        return files.list();
    }

    /**
     * The configuration, read at the first call.
     *
     * @return {@code config.json}
     * @throws ModelNotFoundException if there is none
     * @throws ModelFormatException if it is damaged or contradicts itself
     */
    public ModelConfig config() {
        return config.get();
    }

    /**
     * Glossa's own manifest.
     *
     * @return {@code glossa.json}, empty if the model has none
     */
    public Optional<Manifest> manifest() {
        return manifest;
    }

    /**
     * How a text becomes one vector, read at the first call.
     *
     * @return {@code modules.json} and the files it names; empty if there is none
     * @throws ModelNotFoundException if one of the files it names is missing
     * @throws ModelFormatException if a file is damaged or names a module that Glossa does not run
     */
    public Optional<SentenceTransformersConfig> sentenceTransformers() {
        return sentenceTransformers.get();
    }

    /**
     * Picks the ONNX graph, checks it and describes it. The file is read once, without its tensors.
     *
     * <p>For {@link Precision#FP32} that is {@code model.onnx}. For {@link Precision#INT8} it is the first of
     * {@code model_quantized.onnx}, {@code model_int8.onnx}, {@code model_uint8.onnx}, {@code model_quint8_avx2.onnx},
     * {@code model_qint8_avx512_vnni.onnx}, {@code model_qint8_avx512.onnx}, {@code model_qint8_arm64.onnx} and then any other
     * {@code model_qint8_*.onnx} or {@code model_quint8_*.onnx} by name. The choice depends on the files alone and is the same on
     * every machine; unsigned weights come before signed ones because those can saturate on processors without VNNI. Each is
     * looked for in {@code onnx/} first and then in the model's own folder.
     *
     * @param precision which graph
     * @return the graph's file and what it says about itself
     * @throws ModelNotFoundException if there is no graph of that precision; the message says which there are
     * @throws ModelFormatException if the model has no ONNX file this version reads, the file is damaged, needs a newer engine,
     *     or refers to external data that is missing, too short, or outside the model
     */
    public OnnxFile onnx(Precision precision) {
        Objects.requireNonNull(precision, "precision");
        return new OnnxChooser(files, manifest).choose(precision);
    }

    /**
     * Writes a graph from the weights, or, where there are none, from an ONNX graph of 32 bits that names them (an export that was
     * not optimised), for an architecture of {@link io.glossa.models.architecture.Architectures}, and checks it.
     * It is written once, into the cache of the store, and found again as long as configuration, weights, options and the
     * version of the writer stay the same; this is safe between threads and processes. Where the cache can't be written, it lies
     * in a temporary folder and is deleted on exit.
     *
     * @param options which head, and how
     * @return the graph's file and what it says about itself
     * @throws ModelNotFoundException if there is no {@code config.json} or there are no weights
     * @throws ModelFormatException if the architecture is not known, weights and configuration do not belong together, a tensor
     *     is missing, misshapen, left over or not finite (the message names it), or a file is damaged
     */
    public OnnxFile graph(GraphOptions options) {
        return new GraphFiles(files, cache).graph(Objects.requireNonNull(options, "options"));
    }

    /**
     * Writes one of the graphs of a model that writes texts from its weights, for an architecture of
     * {@link Architectures#encoderDecoders()}, in 32-bit floats; once, into the cache, as {@link #graph(GraphOptions)} does.
     *
     * @param part which graph
     * @return the graph's file
     * @throws ModelNotFoundException if there is no {@code config.json} or there are no weights
     * @throws ModelFormatException as {@link #graph(GraphOptions)} does
     */
    public Path graph(GraphPart part) {
        return new GraphFiles(files, cache).graph(Objects.requireNonNull(part, "part"));
    }

    /**
     * Finds a graph of an export that consists of several, in {@code onnx/} or in the model's own folder, and checks that the engine can
     * load it.
     *
     * @param name the file's name, such as {@code decoder_model_merged.onnx}
     * @return the file; empty if it is not there
     * @throws ModelFormatException if the file is damaged, needs a newer engine, or refers to external data that is missing, too short, or
     *     outside the model
     */
    public Optional<Path> graph(String name) {
        return new OnnxChooser(files, manifest).named(Objects.requireNonNull(name, "name"));
    }

    /**
     * Whether the graphs of {@link #graph(GraphPart)} can be written: the architecture is known, and there are weights.
     *
     * @return true if {@link #graph(GraphPart)} has what it needs
     */
    public boolean hasWritersWeights() {
        return has("config.json") && Architectures.encoderDecoders().contains(config().modelType())
                && !new WeightFiles(files, cache).sources().isEmpty();
    }

    /**
     * Writes the graph of {@link #graph(GraphOptions)} to a file instead of the cache, whole or not at all. Constants that make the file larger
     * than 2 GiB go to a second one beside it, called as the first with {@code _data} at the end.
     *
     * @param options which head, and how
     * @param file where to; replaced if it exists
     * @throws ModelNotFoundException as {@link #graph(GraphOptions)} does
     * @throws ModelFormatException as {@link #graph(GraphOptions)} does
     * @throws IOException if the file cannot be written
     */
    public void writeGraph(GraphOptions options, Path file) throws IOException {
        Objects.requireNonNull(options, "options");
        Path second = file.resolveSibling(file.getFileName() + "_data");
        AtomicFiles.write(file, temporary -> new GraphFiles(files, cache).write(options, temporary, second));
    }

    /**
     * What the graph of {@link #graph(GraphOptions)} would use 8 bits for, so that some of it can be kept in 32: {@link GraphOptions#kept}.
     *
     * @param options which head, and how
     * @return the weights of the matrices in the order of the graph; those that share one product together
     * @throws ModelNotFoundException as {@link #graph(GraphOptions)} does
     * @throws ModelFormatException as {@link #graph(GraphOptions)} does
     */
    public List<List<String>> matrices(GraphOptions options) {
        return new GraphFiles(files, cache).matrices(Objects.requireNonNull(options, "options"));
    }

    /**
     * Whether a graph can be written: the architecture is known, and there are weights, or an ONNX graph of 32 bits whose
     * constants are.
     *
     * @return true if {@link #graph(GraphOptions)} has what it needs
     */
    public boolean hasWeights() {
        return has("config.json") && Architectures.knows(config().modelType())
                && (files instanceof AdapterFiles || !new WeightFiles(files, cache).sources().isEmpty() || hasOnnx(Precision.FP32));
    }

    /**
     * Whether the model brings an ONNX graph.
     *
     * @param precision which; {@link Precision#AUTO} for any
     */
    public boolean hasOnnx(Precision precision) {
        return new OnnxChooser(files, manifest).has(Objects.requireNonNull(precision, "precision"));
    }

    /**
     * Opens the weights, under the names of the checkpoint. The first of these that is there decides:
     * {@code model.safetensors}; {@code model.safetensors.index.json} with its shards; {@code pytorch_model.bin};
     * {@code pytorch_model.bin.index.json} with its shards.
     *
     * <p>A PyTorch checkpoint is read as data: nothing that it names is looked up or run, and one that holds anything but tensors
     * and plain values is refused. It is converted to safetensors once, in the cache of the store, under the SHA-256 of its
     * content; this is safe between threads and processes. Where the cache can't be written, the converted file lies in a
     * temporary folder and is deleted on exit.
     *
     * @return the weights, to be closed by the caller
     * @throws ModelNotFoundException if there are none, or a shard that an index names is missing
     * @throws ModelFormatException if a file is damaged, can't be read or is refused, a tensor lies in another shard than the
     *     index says, or a path leads out of the model
     */
    public Weights weights() {
        return new WeightFiles(files, cache).open();
    }

    /**
     * Checks every file: sizes and SHA-256 against the manifest where there is one, and that every JSON, safetensors, PyTorch
     * and ONNX file can be read. Reads the whole model, so it takes seconds for a large one.
     *
     * @return what was checked and what is wrong
     */
    public VerificationReport verify() {
        return new Verification(files, manifest).run();
    }

    /** The identifier and where the files lie. */
    @Override
    public String toString() {
        return id + " (" + files.where() + ")";
    }
}
