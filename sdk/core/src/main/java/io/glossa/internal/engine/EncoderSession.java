package io.glossa.internal.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One encoder graph, loaded. {@link #run} may be called from any number of threads at once; each call uses one thread of
 * its own, so callers decide about parallelism. The caller makes sure that nobody runs while {@link #close} does.
 */
public final class EncoderSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderSession.class);
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
            OrtEnvironment environment = environment();
            try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
                // One thread per run, many runs at once: results do not depend on the number of threads, and a service
                // with many callers does not oversubscribe its cores.
                settings.setIntraOpNumThreads(1);
                settings.setInterOpNumThreads(1);
                settings.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
                // A pattern is cached for every shape ever seen; texts come in thousands of shapes.
                settings.setMemoryPatternOptimization(false);
                // Errors arrive as exceptions; the engine's own log would repeat them on standard error.
                settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
                String device = selectDevice(settings, options);
                OrtSession session = environment.createSession(graph.toString(), settings);
                try {
                    return new EncoderSession(session, where, device);
                } catch (RuntimeException | OrtException e) {
                    session.close();
                    throw e;
                }
            }
        } catch (OrtException e) {
            throw new EngineException(where + ": ONNX Runtime could not load this graph (" + oneLine(e)
                    + "); check that the file is complete and was exported for inference", e);
        }
    }

    private static OrtEnvironment environment() throws OrtException {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            return environment;
        } catch (LinkageError e) {
            throw new EngineException("ONNX Runtime's native library could not be loaded (" + e.getClass().getSimpleName()
                    + "); it supports Linux x64 and aarch64 with glibc, macOS and Windows x64, and needs a temp folder"
                    + " that allows execution (-Djava.io.tmpdir)", e);
        }
    }

    private static String selectDevice(OrtSession.SessionOptions settings, EngineOptions options) throws OrtException {
        if (options.cuda() == EngineOptions.Cuda.NEVER) {
            return "cpu";
        }
        boolean available = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        if (!available) {
            if (options.cuda() == EngineOptions.Cuda.IF_AVAILABLE) {
                return "cpu";
            }
            throw new EngineException("expected an ONNX Runtime with CUDA, found the CPU build; exclude"
                    + " com.microsoft.onnxruntime:onnxruntime and add com.microsoft.onnxruntime:onnxruntime_gpu, or choose the"
                    + " device cpu or auto");
        }
        try {
            settings.addCUDA(options.deviceIndex());
            return "cuda:" + options.deviceIndex();
        } catch (OrtException e) {
            if (options.cuda() == EngineOptions.Cuda.REQUIRED) {
                throw new EngineException("CUDA device " + options.deviceIndex() + " could not be used (" + oneLine(e)
                        + "); check driver, CUDA and cuDNN versions, or choose the device cpu or auto", e);
            }
            LOG.warn("CUDA is built in but cannot be used, falling back to the CPU: {}", oneLine(e));
            return "cpu";
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
                    + " tokens (" + oneLine(e) + ")", e);
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

    private static String oneLine(Throwable e) {
        String message = String.valueOf(e.getMessage()).strip();
        int end = message.indexOf('\n');
        message = end < 0 ? message : message.substring(0, end);
        return message.length() > 300 ? message.substring(0, 300) + "…" : message;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EngineException(where + ": ONNX Runtime could not release this graph (" + oneLine(e) + ")", e);
        }
    }
}
