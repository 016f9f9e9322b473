package io.glossa.models;

import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.architecture.EncoderDecoder;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.Weights;
import io.glossa.models.format.internal.OnnxGraph;
import io.glossa.models.format.internal.OnnxReader;
import io.glossa.models.graph.GraphOptions;
import io.glossa.models.graph.GraphPart;
import io.glossa.models.graph.GraphWriter;
import io.glossa.models.graph.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
            write(encoder, options, temporary, temporary.resolveSibling("model.onnx_data"));
        }, where);
        return new OnnxFile(file, options.int8() ? Precision.INT8 : Precision.FP32, OnnxReader.read(file, where));
    }

    /** One of the graphs of a model that writes texts. */
    Path graph(GraphPart part) {
        String where = files.where();
        byte[] json = files.readSettings(CONFIG);
        EncoderDecoder model = Architectures.encoderDecoder(ArchitectureConfig.parse(json, files.describe(CONFIG)));
        String name = part.word() + "_model.onnx";
        return cache.made("graphs/" + key(json, part + " " + GraphWriter.PARTS_VERSION) + "/" + name, GraphFiles::readable, temporary -> {
            LOG.info("writing a graph from the weights in {}, once", where);
            with(parameters -> {
                GraphWriter.write(model, parameters, part, false, temporary, temporary.resolveSibling(name + "_data"));
                return temporary;
            });
        }, where);
    }

    /** Writes a graph over a file that is nobody's yet; constants beyond 2 GiB go to the second file. */
    void write(GraphOptions options, Path file, Path second) throws IOException {
        write(Architectures.encoder(ArchitectureConfig.parse(files.readSettings(CONFIG), files.describe(CONFIG))), options, file, second);
    }

    /** The parameters of the matrices that 8 bits would be used for; those of one product together. */
    List<List<String>> matrices(GraphOptions options) {
        Encoder encoder = Architectures.encoder(ArchitectureConfig.parse(files.readSettings(CONFIG), files.describe(CONFIG)));
        try {
            return with(parameters -> GraphWriter.matrices(encoder, parameters, options));
        } catch (IOException e) {
            throw new IllegalStateException("nothing was to be written", e);
        }
    }

    private void write(Encoder encoder, GraphOptions options, Path file, Path second) throws IOException {
        with(parameters -> {
            GraphWriter.write(encoder, parameters, options, file, second);
            return file;
        });
    }

    /** What is done with the open parameters of a model. */
    @FunctionalInterface
    private interface Use<R> {
        R of(Parameters parameters) throws IOException;
    }

    /** What is done with parameters and the files behind them, which are null for an ONNX graph. */
    @FunctionalInterface
    private interface FileUse<R> {
        R of(Parameters parameters, @Nullable Weights weights) throws IOException;
    }

    /** Opens the parameters of the model, an adapter joined with its base. */
    private <R> R with(Use<R> use) throws IOException {
        if (files instanceof AdapterFiles joined) {
            SafeTensors adapter = SafeTensors.open(joined.file(joined.adapter()));
            return new GraphFiles(joined.base(), cache).own((parameters, weights) -> {
                joined.requireBase(parameters, weights);
                return use.of(new AdaptedParameters(parameters, adapter, files.where()));
            });
        }
        return own((parameters, weights) -> use.of(parameters));
    }

    private <R> R own(FileUse<R> use) throws IOException {
        String where = files.where();
        if (new WeightFiles(files, cache).sources().isEmpty()) {
            return use.of(Parameters.ofOnnx(export().orElseThrow(this::noWeights), where), null);
        }
        try (Weights weights = new WeightFiles(files, cache).open()) {
            return use.of(Parameters.of(weights, where), weights);
        }
    }

    private String key(byte[] config, Object options) {
        StringBuilder text = new StringBuilder();
        text.append("writer ").append(GraphWriter.VERSION).append('\n').append(options).append('\n');
        text.append(Sha256.hex(config)).append('\n');
        if (files instanceof AdapterFiles joined) {
            // So that a graph is never found whose base was not looked at.
            joined.baseSha256().ifPresent(expected -> text.append("base ").append(expected).append('\n'));
        }
        for (Path source : sources()) {
            try {
                text.append(cache.hashes().sha256(source)).append('\n');
            } catch (IOException e) {
                throw new ModelFormatException(source + ": could not be read (" + e.getClass().getSimpleName()
                        + "); check that the file is complete and readable", e);
            }
        }
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 40);
    }

    /** The files that the weights come from. */
    private List<Path> sources() {
        if (files instanceof AdapterFiles joined) {
            List<Path> all = new ArrayList<>(new GraphFiles(joined.base(), cache).sources());
            all.add(joined.file(joined.adapter()));
            return all;
        }
        List<String> weights = new WeightFiles(files, cache).sources();
        return weights.isEmpty() ? List.of(export().orElseThrow(this::noWeights)) : weights.stream().map(files::file).toList();
    }

    /** The graph of 32 bits that the model brings, whose constants are its weights. */
    private Optional<Path> export() {
        OnnxChooser chooser = new OnnxChooser(files, Optional.empty());
        return chooser.has(Precision.FP32) ? Optional.of(chooser.choose(Precision.FP32).path()) : Optional.empty();
    }

    private ModelNotFoundException noWeights() {
        return files.missing(WeightFiles.SAFETENSORS);
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
