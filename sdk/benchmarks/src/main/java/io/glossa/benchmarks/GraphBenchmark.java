package io.glossa.benchmarks;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.graph.GraphHead;
import io.glossa.models.graph.GraphOptions;
import io.glossa.models.graph.GraphWriter;
import io.glossa.models.graph.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Graphs of all-MiniLM-L6-v2 written by Glossa against the two that its embedding jars on Maven Central carry: CPU time of one
 * thread, in rounds that take turns. An 8-bit graph of Glossa runs each text alone, as the library does, so that a text's
 * numbers do not depend on its neighbours; the peers' run whole batches.
 *
 * <p>Arguments: the folder with the peers' graphs, the number of rounds, the file for the table.
 */
public final class GraphBenchmark {
    private static final String CONFIG = """
            {"model_type": "bert", "vocab_size": 30522, "hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12,
             "intermediate_size": 1536, "hidden_act": "gelu", "max_position_embeddings": 512, "type_vocab_size": 2,
             "layer_norm_eps": 1e-12, "num_labels": 2}""";
    private static final String PEER = "jar, fp32";
    private static final String PEER_INT8 = "jar, int8";
    private static final int[][] SHAPES = {{1, 21}, {4, 64}, {1, 384}};
    private static final int[] REPEATS = {40, 4, 3};

    private GraphBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, OrtException {
        Path peers = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Map<String, Contestant> contestants = contestants(peers);
        StringBuilder table = new StringBuilder();
        Map<String, double[]> medians = new LinkedHashMap<>();
        for (int shape = 0; shape < SHAPES.length; shape++) {
            Map<String, List<Double>> times = measure(contestants, SHAPES[shape], REPEATS[shape], rounds);
            for (Map.Entry<String, List<Double>> entry : times.entrySet()) {
                Collections.sort(entry.getValue());
                medians.computeIfAbsent(entry.getKey(), name -> new double[SHAPES.length])[shape] =
                        entry.getValue().get(entry.getValue().size() / 2);
            }
        }
        table.append("CPU time of one thread, ms; ratio to the peer's graph in brackets. ").append(rounds)
                .append(" interleaved rounds, medians.\nmvn -q -Pgraphs -pl sdk/benchmarks -am -Dmaven.test.skip=true verify\n\n");
        table.append(String.format(Locale.ROOT, "%-26s %16s %16s %16s %10s %10s%n", "graph", "1 x 21", "4 x 64", "1 x 384",
                "vs fp32", "vs int8"));
        medians.forEach((name, times) -> table.append(row(name, times, medians)));
        contestants.values().forEach(Contestant::close);
        System.out.println(table);
        Path file = Path.of(arguments[2]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, table.toString());
    }

    private static String row(String name, double[] times, Map<String, double[]> medians) {
        double[] fp32 = medians.get(PEER);
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-26s", name));
        for (int i = 0; i < times.length; i++) {
            row.append(String.format(Locale.ROOT, " %8.3f (%.2fx)", times[i], fp32[i] / times[i]));
        }
        return row.append(String.format(Locale.ROOT, " %9.3fx %9.3fx%n", geometricMean(fp32, times),
                geometricMean(medians.get(PEER_INT8), times))).toString();
    }

    private static double geometricMean(double[] base, double[] times) {
        double product = 1;
        for (int i = 0; i < base.length; i++) {
            product *= base[i] / times[i];
        }
        return Math.pow(product, 1.0 / base.length);
    }

    private static Map<String, Contestant> contestants(Path peers) throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Path fp32 = peers.resolve("all-minilm-l6-v2.onnx");
        Parameters base = Parameters.ofOnnx(fp32, "all-MiniLM-L6-v2");
        Encoder encoder = Architectures.encoder(
                ArchitectureConfig.parse(CONFIG.getBytes(StandardCharsets.UTF_8), "config.json"));
        Map<String, Contestant> contestants = new LinkedHashMap<>();
        contestants.put(PEER, new Contestant(environment, fp32, false));
        contestants.put("glossa, hidden state", contestant(environment, encoder, base, GraphHead.HIDDEN_STATE, false, peers));
        contestants.put("glossa, embedding", contestant(environment, encoder, base, GraphHead.MEAN, false, peers));
        contestants.put("glossa, classification", contestant(environment, encoder, new RandomHead(base, 384, 2),
                GraphHead.SEQUENCE_LOGITS, false, peers));
        contestants.put(PEER_INT8, new Contestant(environment, peers.resolve("all-minilm-l6-v2-q.onnx"), false));
        contestants.put("glossa, hidden, int8", contestant(environment, encoder, base, GraphHead.HIDDEN_STATE, true, peers));
        contestants.put("glossa, embedding, int8", contestant(environment, encoder, base, GraphHead.MEAN, true, peers));
        contestants.put("glossa, classif., int8", contestant(environment, encoder, new RandomHead(base, 384, 2),
                GraphHead.SEQUENCE_LOGITS, true, peers));
        return contestants;
    }

    private static Contestant contestant(OrtEnvironment environment, Encoder encoder, Parameters parameters, GraphHead head,
            boolean int8, Path folder) throws IOException, OrtException {
        Path file = folder.resolve("glossa-" + head + (int8 ? "-int8" : "") + ".onnx");
        GraphWriter.write(encoder, parameters, GraphOptions.of(head).normalized(true).int8(int8), file);
        return new Contestant(environment, file, int8);
    }

    private static Map<String, List<Double>> measure(Map<String, Contestant> contestants, int[] shape, int repeats, int rounds)
            throws OrtException {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> times.put(name, new ArrayList<>()));
        for (int round = -1; round < rounds; round++) {
            List<String> order = new ArrayList<>(contestants.keySet());
            Collections.rotate(order, round + 1);
            for (String name : order) {
                double milliseconds = contestants.get(name).run(shape[0], shape[1], repeats);
                if (round >= 0) {
                    times.get(name).add(milliseconds);
                }
            }
        }
        return times;
    }
}
