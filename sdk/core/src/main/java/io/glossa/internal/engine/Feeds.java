package io.glossa.internal.engine;

import ai.onnxruntime.OnnxTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run of a graph is fed; closing it closes the tensors that were made for this run. Not thread-safe. */
final class Feeds implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    private final List<OnnxTensor> own = new ArrayList<>();

    /** A tensor that was made for this run. */
    void own(String input, OnnxTensor tensor) {
        own.add(tensor);
        tensors.put(input, tensor);
    }

    /** Tensors that outlive it. */
    void lend(Map<String, OnnxTensor> lent) {
        tensors.putAll(lent);
    }

    /** A tensor that outlives it. */
    void lend(String input, OnnxTensor tensor) {
        tensors.put(input, tensor);
    }

    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        GraphRun.closeAll(own);
    }
}
