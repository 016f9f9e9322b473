package io.glossa.models;

import io.glossa.models.format.internal.OnnxGraph;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * A checked ONNX graph on disk and what it says about itself. Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OnnxFile {
    /**
     * Operators on 8-bit activations. Their scale usually is one number for the whole batch, computed from its largest value, so
     * a text's scores depend on the texts beside it.
     */
    private static final Set<String> BATCH_DEPENDENT = Set.of(
            "DynamicQuantizeLinear", "MatMulInteger", "ConvInteger", "com.microsoft.DynamicQuantizeMatMul",
            "com.microsoft.DynamicQuantizeLSTM", "com.microsoft.MatMulIntegerToFloat", "com.microsoft.QAttention",
            "com.microsoft.QEmbedLayerNormalization", "com.microsoft.QGemm");

    private final Path path;
    private final Precision precision;
    private final OnnxGraph graph;

    OnnxFile(Path path, Precision precision, OnnxGraph graph) {
        this.path = path;
        this.precision = precision;
        this.graph = graph;
    }

    /**
     * The file, with its external data at the places it names.
     *
     * @return a file on disk
     */
    public Path path() {
        return path;
    }

    /**
     * What was picked.
     *
     * @return {@link Precision#FP32} or {@link Precision#INT8}
     */
    public Precision precision() {
        return precision;
    }

    /**
     * Whether a text's result may depend on the other texts of its batch, as with dynamic quantisation. Such a graph has to run
     * one unpadded text at a time. The answer is careful: any operator on 8-bit activations counts.
     *
     * @return false only if no such operator is used
     */
    public boolean batchDependent() {
        return !Collections.disjoint(graph.operators(), BATCH_DEPENDENT);
    }

    /**
     * Inputs to feed, without those that have a value in the file.
     *
     * @return names in the file's order
     */
    public List<String> inputs() {
        return graph.inputs();
    }

    /**
     * Outputs.
     *
     * @return names in the file's order, at least one
     */
    public List<String> outputs() {
        return graph.outputs();
    }

    /**
     * Shapes of inputs and outputs.
     *
     * @return name to the length of each dimension, −1 where it is free; names without a declared shape are missing;
     *     unmodifiable
     */
    public Map<String, List<Long>> shapes() {
        return graph.shapes();
    }

    /**
     * Version of the ONNX container format.
     *
     * @return from 1 to 11
     */
    public long irVersion() {
        return graph.irVersion();
    }

    /**
     * Versions of the operator sets that the file asks for.
     *
     * @return domain to version; the default domain is {@code ai.onnx}; unmodifiable
     */
    public Map<String, Long> opsets() {
        return graph.opsets();
    }

    /**
     * All operators used, also in subgraphs and functions.
     *
     * @return names such as {@code MatMul} and, outside the default domain, {@code com.microsoft.QAttention}; unmodifiable
     */
    public Set<String> operators() {
        return graph.operators();
    }
}
