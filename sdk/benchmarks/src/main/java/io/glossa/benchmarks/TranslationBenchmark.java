package io.glossa.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.glossa.internal.decoding.Control;
import io.glossa.internal.decoding.DecoderModel;
import io.glossa.internal.decoding.GenerationConfig;
import io.glossa.internal.decoding.GenerationConfigReader;
import io.glossa.internal.decoding.Generator;
import io.glossa.internal.decoding.Hypothesis;
import io.glossa.internal.decoding.Request;
import io.glossa.internal.decoding.TokenListener;
import io.glossa.internal.directory.NewFolder;
import io.glossa.internal.engine.EngineOptions;
import io.glossa.internal.engine.ExportedGraphs;
import io.glossa.internal.engine.StepGraphs;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.graph.GraphPart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * How fast translations are written: a Marian model of the usual size with random weights, 24 tokens of source, 64 that have to be written, CPU
 * time of one thread, in rounds that take turns: Glossa from the weights, Glossa on Optimum's export, and that export run by Python.
 *
 * <p>Arguments: a Python interpreter with optimum-onnx, the script of the peer, the number of rounds, and the file for the table.
 */
public final class TranslationBenchmark {
    private static final int SOURCE = 24;
    private static final int TOKENS = 64;
    private static final int VOCABULARY = 32001;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private TranslationBenchmark() {}

    /** Writes for one batch, and tells the seconds of CPU time. */
    private interface Contestant extends AutoCloseable {
        double run(List<int[]> sources, int beams) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("glossa-benchmark");
        int status = new ProcessBuilder(arguments[0], arguments[1], "make", folder.toString()).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("the peer could not make a model; see its messages above");
        }
        int rounds = Integer.parseInt(arguments[2]);
        Map<String, Contestant> contestants = new LinkedHashMap<>();
        contestants.put("Optimum, Python", new Peer(arguments[0], arguments[1], folder));
        contestants.put("Glossa, weights", glossa(folder, true));
        contestants.put("Glossa, export", glossa(folder, false));
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """
                Tokens a CPU second, one thread: Marian, width 512, 6 + 6 layers, inner 2,048, 32,001 tokens, random weights, 32 bits; sources of %d tokens,
                %d written. Median of %d interleaved rounds; the ratio is the median of the rounds' ratios to Optimum's export (optimum-onnx
                0.1.0, merged decoder) under generate of transformers 4.57.6 with onnxruntime 1.23.2.
                mvn -q -Ptranslation -pl sdk/benchmarks -am -Dmaven.test.skip=true verify -Dpython=PYTHON -Dbenchmark.rounds=%3$d

                %-18s %6s %6s %10s %8s
                """, SOURCE, TOKENS, rounds, "", "batch", "beams", "tokens/s", "ratio"));
        for (int batch : new int[] {1, 8}) {
            for (int beams : new int[] {1, 4}) {
                measure(contestants, batch, beams, rounds, table);
            }
        }
        System.out.println(table);
        Files.writeString(Path.of(arguments[3]), table);
        for (Contestant contestant : contestants.values()) {
            contestant.close();
        }
        NewFolder.delete(folder);
    }

    private static void measure(Map<String, Contestant> contestants, int batch, int beams, int rounds, StringBuilder table) throws IOException {
        Map<String, double[]> seconds = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> seconds.put(name, new double[rounds]));
        Random random = new Random(batch * 31L + beams);
        for (int round = -1; round < rounds; round++) {
            List<int[]> sources = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                sources.add(random.ints(SOURCE, 1, VOCABULARY - 1).toArray());
            }
            for (Map.Entry<String, Contestant> contestant : contestants.entrySet()) {
                double time = contestant.getValue().run(sources, beams);
                if (round >= 0) {
                    seconds.get(contestant.getKey())[round] = time;
                }
            }
        }
        double[] peer = seconds.values().iterator().next();
        seconds.forEach((name, times) -> {
            double[] ratios = new double[rounds];
            Arrays.setAll(ratios, i -> peer[i] / times[i]);
            table.append(String.format(Locale.ROOT, "%-18s %6d %6d %10.0f %7.2fx%n", name, batch, beams, batch * TOKENS / median(times), median(ratios)));
        });
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Contestant glossa(Path folder, boolean weights) throws IOException {
        EngineOptions options = new EngineOptions(EngineOptions.Cuda.NEVER, 0);
        GenerationConfig base = GenerationConfigReader.read(Files.readAllBytes(folder.resolve("generation_config.json"))).build();
        int padding = VOCABULARY - 1;
        DecoderModel model;
        if (weights) {
            ModelDirectory directory = ModelStore.defaults().open(folder.toString());
            int vocabulary = Architectures.encoderDecoder(ArchitectureConfig.parse(directory.read("config.json"), "config.json")).vocabulary();
            model = StepGraphs.open(directory.graph(GraphPart.ENCODER), directory.graph(GraphPart.DECODER),
                    directory.graph(GraphPart.ROWS), vocabulary, padding, options);
        } else {
            Path withPast = folder.resolve("decoder_with_past_model.onnx");
            boolean merged = !Files.exists(withPast);
            model = ExportedGraphs.open(folder.resolve("encoder_model.onnx"),
                    folder.resolve(merged ? "decoder_model_merged.onnx" : "decoder_model.onnx"), merged ? Optional.empty() : Optional.of(withPast),
                    VOCABULARY, padding, options);
        }
        return new Contestant() {
            @Override
            public double run(List<int[]> sources, int beams) {
                GenerationConfig config = base.toBuilder().numBeams(beams).minNewTokens(TOKENS).maxNewTokens(TOKENS).build();
                List<Request> requests = sources.stream().map(source -> new Request(source, config.prompt())).toList();
                long begin = SYSTEM.getProcessCpuTime();
                List<List<Hypothesis>> written = new Generator(config).generate(model, requests, Control.NONE, TokenListener.NONE);
                double seconds = (SYSTEM.getProcessCpuTime() - begin) / 1e9;
                if (written.stream().anyMatch(each -> each.get(0).generated() != TOKENS)) {
                    throw new IllegalStateException("expected " + TOKENS + " tokens each");
                }
                return seconds;
            }

            @Override
            public void close() {
                if (model instanceof StepGraphs own) {
                    own.close();
                } else if (model instanceof ExportedGraphs exported) {
                    exported.close();
                }
            }
        };
    }

    /** The export, in a process of Python. */
    private static final class Peer implements Contestant {
        private final Process process;
        private final BufferedReader answers;
        private final Writer orders;

        Peer(String python, String script, Path folder) throws IOException {
            process = new ProcessBuilder(python, script, "serve", folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            answers = process.inputReader(StandardCharsets.UTF_8);
            orders = process.outputWriter(StandardCharsets.UTF_8);
            answer();
        }

        private String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("the peer ended; see its messages above");
            }
            return line;
        }

        @Override
        public double run(List<int[]> sources, int beams) throws IOException {
            ObjectNode order = JSON.createObjectNode().put("beams", beams).put("tokens", TOKENS);
            ArrayNode rows = order.putArray("ids");
            sources.forEach(source -> rows.add(JSON.valueToTree(source)));
            orders.write(order + "\n");
            orders.flush();
            JsonNode answer = JSON.readTree(answer());
            return answer.get("seconds").asDouble();
        }

        @Override
        public void close() throws IOException {
            orders.close();
            process.destroy();
        }
    }
}
