package io.glossa.models;

import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.format.Weights;
import io.glossa.models.format.internal.OnnxGraph;
import io.glossa.models.format.internal.OnnxReader;
import io.glossa.models.graph.GraphOptions;
import io.glossa.models.graph.GraphWriter;
import io.glossa.models.graph.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Graphs written from a model's weights, once: they lie in the cache under a checksum over configuration, weights, options and
 * the version of the writer.
 */
final class GraphFiles {
    private static final Logger LOG = LoggerFactory.getLogger(GraphFiles.class);
    private static final String CONFIG = "config.json";

    private final ModelFiles files;
    private final ExtractionCache cache;

    GraphFiles(ModelFiles files, ExtractionCache cache) {
        this.files = files;
        this.cache = cache;
    }

    OnnxFile graph(GraphOptions options) {
        String where = files.where();
        byte[] json = files.readSettings(CONFIG);
        Encoder encoder = Architectures.encoder(ArchitectureConfig.parse(json, files.describe(CONFIG)));
        Path file = cache.made("graphs/" + key(json, options) + "/model.onnx", GraphFiles::readable, temporary -> {
            LOG.info("writing a graph from the weights in {}, once", where);
            try (Weights weights = new WeightFiles(files, cache).open()) {
                GraphWriter.write(encoder, Parameters.of(weights, where), options, temporary,
                        temporary.resolveSibling("model.onnx_data"));
            }
        }, where);
        return new OnnxFile(file, options.int8() ? Precision.INT8 : Precision.FP32, OnnxReader.read(file, where));
    }

    private String key(byte[] config, GraphOptions options) {
        StringBuilder text = new StringBuilder();
        text.append("writer ").append(GraphWriter.VERSION).append('\n').append(options).append('\n');
        text.append(Sha256.hex(config)).append('\n');
        for (String path : new WeightFiles(files, cache).sources()) {
            try {
                text.append(cache.hashes().sha256(files.file(path))).append('\n');
            } catch (IOException e) {
                throw new ModelFormatException(files.describe(path) + ": could not be read ("
                        + e.getClass().getSimpleName() + "); check that the file is complete and readable", e);
            }
        }
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 40);
    }

    private static boolean readable(Path file) {
        try {
            for (OnnxGraph.External tensor : OnnxReader.read(file, "").external()) {
                if (Files.size(file.resolveSibling(tensor.location())) < tensor.offset() + tensor.length()) {
                    return false;
                }
            }
            return true;
        } catch (GlossaException | IOException e) {
            return false;
        }
    }
}
