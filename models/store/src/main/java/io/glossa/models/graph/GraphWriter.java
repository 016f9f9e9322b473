package io.glossa.models.graph;

import io.glossa.base.internal.AtomicFiles;
import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Writes ONNX graphs from checkpoints, with no export step elsewhere. The same checkpoint and options always give the same
 * bytes. Thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class GraphWriter {
    /** Changes whenever the same checkpoint and options would give other bytes; part of what caches are keyed by. */
    public static final int VERSION = 2;

    /** As {@link #VERSION}, of the graphs of models that write texts. */
    public static final int PARTS_VERSION = 3;

    private GraphWriter() {}

    /**
     * Writes a graph to a file, whole or not at all. A parameter at a time is in memory. Constants that make the file larger
     * than 2 GiB go to a second one beside it, called as the first with {@code _data} at the end.
     *
     * @param encoder the architecture
     * @param parameters its parameters
     * @param options how to write it
     * @param file where to; replaced if it exists
     * @throws ModelFormatException if a parameter is missing, misshapen or left over; the message names it
     * @throws IOException if the file cannot be written
     */
    public static void write(Encoder encoder, Parameters parameters, GraphOptions options, Path file) throws IOException {
        OnnxWriter writer = writer(encoder, parameters, options);
        Path second = file.resolveSibling(file.getFileName() + "_data");
        AtomicFiles.write(file, temporary -> writer.write(temporary, second));
        if (!writer.needsSecondFile()) {
            Files.deleteIfExists(second);
        }
    }

    /**
     * Writes a graph over a file that is nobody's yet.
     *
     * @param second the file for constants beyond 2 GiB, in the same folder; written only if it is needed
     * @throws ModelFormatException as {@link #write(Encoder, Parameters, GraphOptions, Path)} does
     * @throws IOException if a file cannot be written
     */
    public static void write(Encoder encoder, Parameters parameters, GraphOptions options, Path file, Path second)
            throws IOException {
        writer(encoder, parameters, options).write(file, second);
    }

    /**
     * What 8 bits would be used for, so that some of it can be kept in 32 ({@link GraphOptions#kept}).
     *
     * @param encoder the architecture
     * @param parameters its parameters; only names and shapes are read
     * @param options how the graph would be written
     * @return the weights of the matrices in the order of the graph; those that share one product together
     * @throws ModelFormatException as {@link #write(Encoder, Parameters, GraphOptions, Path)} does
     */
    public static List<List<String>> matrices(Encoder encoder, Parameters parameters, GraphOptions options) {
        return EncoderGraph.matrices(encoder, parameters, options);
    }

    /**
     * Writes one of the graphs of a model that writes texts, over a file that is nobody's yet; 32-bit floats throughout.
     *
     * @param model the architecture
     * @param parameters its parameters
     * @param part which graph
     * @param portable only standard operators, for other runtimes; slower in ONNX Runtime
     * @param file where to
     * @param second the file for constants beyond 2 GiB, in the same folder; written only if it is needed
     * @throws ModelFormatException if a parameter is missing, misshapen or read by neither graph; the message names it
     * @throws IOException if a file cannot be written
     */
    public static void write(EncoderDecoder model, Parameters parameters, GraphPart part, boolean portable, Path file, Path second)
            throws IOException {
        writer(EncoderDecoderGraph.of(model, parameters, part, portable)).write(file, second);
    }

    private static OnnxWriter writer(Encoder encoder, Parameters parameters, GraphOptions options) {
        return writer(EncoderGraph.of(encoder, parameters, options));
    }

    private static OnnxWriter writer(Graph graph) {
        return new OnnxWriter(graph, Map.of("glossa.writer", String.valueOf(VERSION)));
    }
}
