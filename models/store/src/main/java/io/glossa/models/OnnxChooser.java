package io.glossa.models;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.format.internal.OnnxGraph;
import io.glossa.models.format.internal.OnnxReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Picks the graph of a model; {@link ModelDirectory#onnx} has the rules. */
final class OnnxChooser {
    /** In {@code onnx/} first, then beside {@code config.json}. */
    private static final List<String> FOLDERS = List.of("onnx/", "");
    private static final List<String> INT8 = List.of(
            "model_quantized.onnx", "model_int8.onnx", "model_uint8.onnx", "model_quint8_avx2.onnx",
            "model_qint8_avx512_vnni.onnx", "model_qint8_avx512.onnx", "model_qint8_arm64.onnx");
    private static final String INT8_PATTERN = "model_qu?int8_.*\\.onnx";
    /** The newest of each that ONNX Runtime 1.23 loads. */
    private static final long NEWEST_IR = 11;
    private static final Map<String, Long> NEWEST_OPSETS = Map.of("ai.onnx", 23L, "ai.onnx.ml", 5L);

    private final ModelFiles files;
    private final Optional<Manifest> manifest;

    OnnxChooser(ModelFiles files, Optional<Manifest> manifest) {
        this.files = files;
        this.manifest = manifest;
    }

    /** Whether there is a graph of the precision. */
    boolean has(Precision precision) {
        return precision != Precision.INT8 && find(List.of("model.onnx")).isPresent()
                || precision != Precision.FP32 && find(INT8).or(this::otherInt8).isPresent();
    }

    /** Looks at no more names than it has to: each may be a question to the hub. */
    OnnxFile choose(Precision precision) {
        Precision wanted = precision != Precision.AUTO
                ? precision
                : manifest.flatMap(Manifest::defaultPrecision).orElseGet(() -> fp32().isPresent() ? Precision.FP32 : Precision.INT8);
        String path = (wanted == Precision.FP32 ? fp32() : int8()).orElseThrow(() -> only(wanted));
        return open(path, wanted);
    }

    private Optional<String> fp32() {
        return find(List.of("model.onnx"));
    }

    private Optional<String> int8() {
        return find(INT8).or(this::otherInt8);
    }

    private RuntimeException only(Precision wanted) {
        Optional<String> other = wanted == Precision.FP32 ? int8() : fp32();
        return other.isEmpty() ? nothing() : new ModelNotFoundException(files.where() + ": expected an ONNX graph of precision "
                + wanted + ", found " + other.get() + " only; ask for precision "
                + (wanted == Precision.FP32 ? Precision.INT8 : Precision.FP32) + " or add the file");
    }

    /** A graph by its name, checked. */
    Optional<Path> named(String name) {
        return find(List.of(name)).map(path -> open(path, Precision.FP32).path());
    }

    private OnnxFile open(String path, Precision precision) {
        Path file = files.file(path);
        OnnxGraph graph = check(files, path, file);
        return new OnnxFile(file, precision, graph);
    }

    /** Reads a graph and makes sure that the engine can load it from this file without touching any file outside the model. */
    static OnnxGraph check(ModelFiles files, String path, Path file) {
        String where = files.describe(path);
        OnnxGraph graph = OnnxReader.read(file, where);
        if (graph.irVersion() > NEWEST_IR) {
            throw newer(where, "IR version", NEWEST_IR, graph.irVersion());
        }
        NEWEST_OPSETS.forEach((domain, newest) -> {
            long found = graph.opsets().getOrDefault(domain, 0L);
            if (found > newest || found < 0) {
                throw newer(where, "operator set of " + domain, newest, found);
            }
        });
        ExternalData.check(files, path, graph.external());
        return graph;
    }

    private Optional<String> find(List<String> names) {
        for (String folder : FOLDERS) {
            for (String name : names) {
                if (files.has(folder + name)) {
                    return Optional.of(folder + name);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> otherInt8() {
        List<String> all = files.list();
        return FOLDERS.stream()
                .flatMap(folder -> all.stream().filter(path -> path.startsWith(folder)
                        && path.substring(folder.length()).matches(INT8_PATTERN)))
                .filter(path -> !path.substring(path.startsWith("onnx/") ? 5 : 0).contains("/"))
                .findFirst();
    }

    private RuntimeException nothing() {
        List<String> all = files.list();
        List<String> graphs = all.stream().filter(path -> path.endsWith(".onnx")).toList();
        String lookedFor = files.where() + ": expected onnx/model.onnx or model.onnx, or a quantised graph such as"
                + " onnx/model_quantized.onnx, found ";
        if (graphs.stream().anyMatch(path -> path.endsWith("encoder_model.onnx"))) {
            return new ModelFormatException(lookedFor + "the graphs of a sequence-to-sequence model ("
                    + Messages.list(graphs) + "); this task needs a model with a single graph");
        }
        if (graphs.stream().anyMatch(path -> path.endsWith("model_fp16.onnx"))) {
            return new ModelFormatException(lookedFor + Messages.list(graphs) + "; 16-bit graphs are not run, because on a"
                    + " processor they are slower than 32 bits and give other numbers; add model.onnx");
        }
        if (!graphs.isEmpty()) {
            return new ModelFormatException(lookedFor + Messages.list(graphs)
                    + "; rename the graph to run to model.onnx, or to model_quantized.onnx if it is quantised");
        }
        List<String> weights = all.stream()
                .filter(path -> path.endsWith(".safetensors") || path.endsWith(".bin") || path.endsWith(".h5")
                        || path.endsWith(".msgpack") || path.endsWith(".pt") || path.endsWith(".ckpt"))
                .toList();
        if (!weights.isEmpty()) {
            return new ModelFormatException(lookedFor + "weights without a graph (" + Messages.list(weights)
                    + "); for an architecture that Glossa does not know, export one with optimum-cli export onnx");
        }
        return new ModelNotFoundException(lookedFor + "no graph and no weights among " + files.overview()
                + "; the model is incomplete, get all of its files");
    }

    private static ModelFormatException newer(String where, String what, long newest, long found) {
        return new ModelFormatException(where + ": expected " + what + " up to " + newest + ", found " + found
                + "; the engine of this version of Glossa is older than the graph, export it again with a lower opset");
    }
}
