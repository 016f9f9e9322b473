package io.glossa.internal.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.glossa.error.EngineException;
import io.glossa.error.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A loaded graph of a model that writes texts. Any number of threads may run it at once, none while it is closed. */
final class GraphRun implements AutoCloseable {
    private final OrtSession session;
    private final String where;
    private final String device;

    private GraphRun(OrtSession session, String where, String device) {
        this.session = session;
        this.where = where;
        this.device = device;
    }

    /**
     * Loads a graph.
     *
     * @throws EngineException if ONNX Runtime cannot load it, or CUDA is required and not there
     */
    static GraphRun open(Path graph, EngineOptions options) {
        String where = String.valueOf(graph.getFileName());
        try {
            Sessions.Loaded loaded = Sessions.open(graph, options);
            return new GraphRun(loaded.session(), where, loaded.device());
        } catch (OrtException e) {
            throw new EngineException(where + ": ONNX Runtime could not load this graph (" + Sessions.oneLine(e)
                    + "); check that the file is complete and was exported for inference", e);
        }
    }

    String device() {
        return device;
    }

    Set<String> inputs() {
        return session.getInputNames();
    }

    Set<String> outputs() {
        return session.getOutputNames();
    }

    /**
     * The shape of an input, −1 where it is open.
     *
     * @throws ModelFormatException if there is no such input, or it is no tensor
     */
    long[] shape(String input) {
        try {
            NodeInfo info = session.getInputInfo().get(input);
            if (info != null && info.getInfo() instanceof TensorInfo tensor) {
                return tensor.getShape();
            }
        } catch (OrtException e) {
            throw failure(e);
        }
        throw missing("an input named " + input, inputs());
    }

    /** That a graph lacks something: what was expected, and the names it has. */
    ModelFormatException missing(String expected, Collection<String> found) {
        return new ModelFormatException(where + ": expected " + expected + ", found " + new TreeSet<>(found)
                + "; export the model for text2text-generation-with-past, or use its weights");
    }

    /** Runs the graph; the caller closes the result. */
    OrtSession.Result run(Map<String, ? extends OnnxTensorLike> feeds, Set<String> outputs) {
        try {
            return session.run(feeds, outputs);
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    /** Runs the graph, with one of its outputs into a tensor that is there; the caller closes both. */
    OrtSession.Result run(Map<String, ? extends OnnxTensorLike> feeds, Set<String> outputs, String name, OnnxTensor into) {
        try {
            return session.run(feeds, outputs, Map.of(name, into));
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    /** Runs an encoder over sources; the caller closes the result. */
    OrtSession.Result encode(SourceBatch batch, Set<String> outputs) {
        try (Feeds feeds = new Feeds()) {
            feeds.own("input_ids", Tensors.longs(batch.ids(), batch.rows(), batch.columns()));
            if (inputs().contains("attention_mask")) {
                feeds.own("attention_mask", Tensors.longs(batch.mask(), batch.rows(), batch.columns()));
            }
            return run(feeds.tensors(), outputs);
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    EngineException failure(OrtException e) {
        return new EngineException(where + ": ONNX Runtime failed (" + Sessions.oneLine(e) + ")", e);
    }

    /** A tensor of floats that a run gave. */
    OnnxTensor floats(OrtSession.Result result, String output) {
        if (result.get(output).orElse(null) instanceof OnnxTensor tensor && tensor.getInfo().type == ai.onnxruntime.OnnxJavaType.FLOAT) {
            return tensor;
        }
        throw new ModelFormatException(where + ": expected the output " + output + " to hold 32-bit floats; export the model in fp32");
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EngineException(where + ": ONNX Runtime could not release this graph (" + Sessions.oneLine(e) + ")", e);
        }
    }

    /** Closes a result, if there is one. */
    static void close(OrtSession.@Nullable Result result) {
        if (result != null) {
            result.close();
        }
    }

    /** Closes all of them, also where one fails; the first failure is thrown at the end. */
    static void closeAll(List<? extends AutoCloseable> resources) {
        List<Exception> failures = new ArrayList<>();
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0) instanceof RuntimeException e ? e : new IllegalStateException(failures.get(0));
        }
    }
}
