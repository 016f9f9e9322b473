package io.glossa.internal.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.glossa.error.EngineException;
import io.glossa.error.ModelFormatException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One encoder graph, loaded. {@link #run} may be called from any number of threads at once; each call uses one thread of
 * its own, so callers decide about parallelism. The caller makes sure that nobody runs while {@link #close} does.
 */
public final class EncoderSession implements AutoCloseable {
    private static final Set<String> KNOWN_INPUTS =
            Set.of("input_ids", "attention_mask", "token_type_ids", "position_ids");

    private final OrtSession session;
    private final String where;
    private final Map<String, OnnxJavaType> inputs;
    private final List<String> outputs;
    private final String device;

    private EncoderSession(OrtSession session, String where, String device) throws OrtException {
        this.session = session;
        this.where = where;
        this.device = device;
        this.inputs = inputTypes(session, where);
        this.outputs = List.copyOf(session.getOutputNames());
    }

    /**
     * Loads a graph.
     *
     * @throws EngineException if ONNX Runtime cannot load it, or CUDA is required and not there
     * @throws ModelFormatException if the graph asks for inputs that a text encoder does not have
     */
    public static EncoderSession open(Path graph, EngineOptions options) {
        String where = String.valueOf(graph.getFileName());
        try {
            Sessions.Loaded loaded = Sessions.open(graph, options);
            try {
                return new EncoderSession(loaded.session(), where, loaded.device());
            } catch (RuntimeException | OrtException e) {
                loaded.session().close();
                throw e;
            }
        } catch (OrtException e) {
            throw new EngineException(where + ": ONNX Runtime could not load this graph (" + Sessions.oneLine(e)
                    + "); check that the file is complete and was exported for inference", e);
        }
    }

    private static Map<String, OnnxJavaType> inputTypes(OrtSession session, String where) throws OrtException {
        Map<String, OnnxJavaType> types = new LinkedHashMap<>();
        for (NodeInfo info : session.getInputInfo().values()) {
            String name = info.getName();
            if (!KNOWN_INPUTS.contains(name) || !(info.getInfo() instanceof TensorInfo tensor)
                    || (tensor.type != OnnxJavaType.INT64 && tensor.type != OnnxJavaType.INT32)) {
                throw new ModelFormatException(where + ": expected the inputs of a text encoder (" + KNOWN_INPUTS.stream()
                                .sorted().toList() + " of type int64 or int32), found the input '" + name
                        + "'; export the model for its encoder task");
            }
            types.put(name, tensor.type);
        }
        if (!types.containsKey("input_ids")) {
            throw new ModelFormatException(where + ": expected an input named input_ids, found " + types.keySet()
                    + "; export the model for its encoder task");
        }
        return types;
    }

    /** Names of the graph's outputs, in order. */
    public List<String> outputs() {
        return outputs;
    }

    /** Where it runs: {@code cpu} or {@code cuda:n}. */
    public String device() {
        return device;
    }

    /** Whether the graph reads this input. */
    public boolean reads(String input) {
        return inputs.containsKey(input);
    }

    /**
     * Runs one batch.
     *
     * @param batch the batch
     * @param output which output to return
     * @throws EngineException if the engine fails
     * @throws ModelFormatException if the output is not a tensor of floats
     */
    public FloatTensor run(EncoderBatch batch, String output) {
        long[] shape = {batch.rows(), batch.columns()};
        Map<String, OnnxTensorLike> feeds = new LinkedHashMap<>();
        List<OnnxTensor> owned = new ArrayList<>(4);
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            for (Map.Entry<String, OnnxJavaType> input : inputs.entrySet()) {
                long[] values = switch (input.getKey()) {
                    case "input_ids" -> batch.inputIds();
                    case "attention_mask" -> batch.attentionMask();
                    case "token_type_ids" -> batch.tokenTypeIds();
                    default -> positions(batch);
                };
                OnnxTensor tensor = input.getValue() == OnnxJavaType.INT64
                        ? OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape)
                        : OnnxTensor.createTensor(environment, IntBuffer.wrap(narrow(values)), shape);
                owned.add(tensor);
                feeds.put(input.getKey(), tensor);
            }
            try (OrtSession.Result result = session.run(feeds, Set.of(output))) {
                if (!(result.get(0) instanceof OnnxTensor tensor) || tensor.getInfo().type != OnnxJavaType.FLOAT) {
                    throw new ModelFormatException(where + ": expected the output '" + output + "' to hold 32-bit floats, found "
                            + result.get(0).getInfo() + "; export the model in fp32 or int8");
                }
                FloatBuffer buffer = tensor.getFloatBuffer();
                float[] data = new float[buffer.remaining()];
                buffer.get(data);
                long[] dims = tensor.getInfo().getShape();
                int[] sizes = new int[dims.length];
                for (int i = 0; i < dims.length; i++) {
                    sizes[i] = Math.toIntExact(dims[i]);
                }
                return new FloatTensor(data, sizes);
            }
        } catch (OrtException e) {
            throw new EngineException(where + ": ONNX Runtime failed on a batch of " + batch.rows() + " x " + batch.columns()
                    + " tokens (" + Sessions.oneLine(e) + ")", e);
        } finally {
            owned.forEach(OnnxTensor::close);
        }
    }

    private static long[] positions(EncoderBatch batch) {
        long[] positions = new long[batch.rows() * batch.columns()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i % batch.columns();
        }
        return positions;
    }

    private static int[] narrow(long[] values) {
        int[] narrow = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (int) values[i];
        }
        return narrow;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EngineException(where + ": ONNX Runtime could not release this graph (" + Sessions.oneLine(e) + ")", e);
        }
    }
}
