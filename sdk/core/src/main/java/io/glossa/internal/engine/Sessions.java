package io.glossa.internal.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.glossa.error.EngineException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads graphs into ONNX Runtime, all in one way. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private Sessions() {}

    /**
     * A graph that is loaded.
     *
     * @param session the engine's session; any number of threads may run it at once
     * @param device {@code cpu} or {@code cuda:n}
     */
    record Loaded(OrtSession session, String device) {}

    /**
     * Loads a graph.
     *
     * @throws OrtException if ONNX Runtime cannot load it
     * @throws EngineException if CUDA is required and not there
     */
    static Loaded open(Path graph, EngineOptions options) throws OrtException {
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
            return new Loaded(environment.createSession(graph.toString(), settings), device);
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

    /** The first line of the engine's message, of bounded length. */
    static String oneLine(Throwable e) {
        String message = String.valueOf(e.getMessage()).strip();
        int end = message.indexOf('\n');
        message = end < 0 ? message : message.substring(0, end);
        return message.length() > 300 ? message.substring(0, 300) + "…" : message;
    }
}
