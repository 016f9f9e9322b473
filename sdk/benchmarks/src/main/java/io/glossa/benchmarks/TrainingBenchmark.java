package io.glossa.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.graph.Parameters;
import io.glossa.tokenizer.EncodingOptions;
import io.glossa.tokenizer.Tokenizer;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.OptimizerSpec;
import io.glossa.training.internal.engine.ParameterRule;
import io.glossa.training.internal.engine.ParameterValues;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.torch.TorchRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Training steps of the embedded English base (6 layers, 384 wide) on sentences of SST-2, batches of 32 texts of like length: CPU time of
 * one thread, in rounds that take turns, against transformers with torch and its fused AdamW.
 *
 * <p>Arguments: the folder of the base model, {@code train_sentences.tsv} of SST-2, the number of rounds, a Python interpreter with torch
 * and transformers, the script of the peer, the file for the table, and the names of contestants, all of them if there are none.
 */
public final class TrainingBenchmark {
    private static final String PEER = "torch";
    private static final int SIZE = 32;
    private static final int BATCHES = 48;
    private static final int LONGEST = 64;
    private static final int STEPS = 6;
    private static final OptimizerSpec ADAMW = new OptimizerSpec(OptimizerSpec.Kind.ADAMW, 0.9, 0.999, 1e-8);

    private TrainingBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path base = Path.of(arguments[0]);
        List<TrainBatch> batches = batches(base, Path.of(arguments[1]));
        int rounds = Integer.parseInt(arguments[2]);
        Parameters parameters = new RandomHead(Parameters.ofOnnx(base.resolve("onnx/model.onnx"), "base"), 384, 2);
        Path folder = Files.createTempDirectory("glossa-benchmark");
        prepare(folder, base, parameters, batches);
        TorchRuntime.threads(1);
        Encoder encoder = Architectures.encoder(ArchitectureConfig.parse(Files.readAllBytes(base.resolve("config.json")), "config.json"));
        List<String> names = arguments.length > 6 ? List.of(arguments).subList(6, arguments.length)
                : List.of(PEER, "glossa", "glossa, eager", "torch, bf16", "glossa, bf16");
        Map<String, TrainingContestant> contestants = new LinkedHashMap<>();
        for (String name : names) {
            boolean narrow = name.endsWith("bf16");
            contestants.put(name, name.startsWith(PEER)
                    ? new TrainingContestant.Peer(arguments[3], Path.of(arguments[4]), folder, narrow ? "bfloat16" : "float32")
                    : new TrainingContestant.Glossa(spec(encoder, parameters, narrow, name.endsWith("eager")), batches));
        }
        Map<String, List<double[]>> results = measure(contestants, rounds);
        String table = table(results, batches, rounds);
        System.out.println(table);
        Files.writeString(Path.of(arguments[5]), table);
        for (TrainingContestant contestant : contestants.values()) {
            contestant.close();
        }
        for (String name : List.of("config.json", "model.safetensors", "batches.json", "")) {
            Files.delete(folder.resolve(name));
        }
    }

    private static Map<String, List<double[]>> measure(Map<String, TrainingContestant> contestants, int rounds) throws IOException {
        Map<String, List<double[]>> results = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            List<String> order = new ArrayList<>(contestants.keySet());
            Collections.rotate(order, round + 1);
            for (String name : order) {
                double[] result = contestants.get(name).run((round + 1) * STEPS, STEPS);
                System.err.printf(Locale.ROOT, "round %d, %s: %.0f ms, loss %.4f%n", round, name, result[0], result[1]);
                if (round >= 0) {
                    results.computeIfAbsent(name, key -> new ArrayList<>()).add(result);
                }
            }
        }
        return results;
    }

    private static String table(Map<String, List<double[]>> results, List<TrainBatch> batches, int rounds) {
        double tokens = batches.stream().mapToInt(TrainBatch::tokens).average().orElse(0);
        double real = batches.stream().mapToLong(batch -> Arrays.stream(batch.mask()).flatMapToLong(Arrays::stream).sum()).average()
                .orElse(0);
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """
                CPU time of one thread for a step, ms. MiniLM (6 layers, 384 wide, 22.7 million parameters), SST-2 sentences, batches of %d,
                %.0f tokens with padding, %.0f without; dropout 0.1, AdamW, clipping at 1. %d interleaved rounds of %d steps; the ratio is the
                median of the rounds' ratios to torch eager with fused AdamW (torch 2.6.0, transformers 4.57.6).
                mvn -q -Ptraining -pl sdk/benchmarks -am -Dmaven.test.skip=true verify -Dsst2=FILE -Dpython=PYTHON -Dbenchmark.rounds=%4$d

                """, SIZE, tokens, real, rounds, STEPS));
        table.append(String.format(Locale.ROOT, "%-16s %8s %8s %8s %8s %10s%n", "engine", "median", "least", "most", "ratio", "loss"));
        results.forEach((name, values) -> {
            double[] times = values.stream().mapToDouble(value -> value[0]).toArray();
            List<double[]> peer = results.get(PEER);
            double[] ratios = new double[times.length];
            for (int i = 0; i < times.length; i++) {
                ratios[i] = peer == null ? Double.NaN : times[i] / peer.get(i)[0];
            }
            table.append(String.format(Locale.ROOT, "%-16s %8.0f %8.0f %8.0f %7.2fx %10.4f%n", name, median(times),
                    Arrays.stream(times).min().orElse(0), Arrays.stream(times).max().orElse(0), median(ratios),
                    values.get(values.size() - 1)[1]));
        });
        return table.toString();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static ModelSpec spec(Encoder encoder, Parameters parameters, boolean narrow, boolean eager) {
        ParameterValues values = new ParameterValues() {
            @Override
            public List<String> names() {
                return List.copyOf(parameters.names());
            }

            @Override
            public int[] shape(String name) {
                return parameters.shape(name);
            }

            @Override
            public float[] floats(String name) {
                return parameters.floats(name);
            }
        };
        return new ModelSpec(encoder, values, name -> new ParameterRule(true, 1,
                name.endsWith("bias") || name.toLowerCase(Locale.ROOT).contains("norm") ? 0 : 0.01), null,
                Objective.of(Objective.Kind.CROSS_ENTROPY), ADAMW, OptionalDouble.empty(), narrow, "cpu", eager);
    }

    /** Batches of texts of like length, the batches shuffled. */
    private static List<TrainBatch> batches(Path base, Path data) throws IOException {
        record Row(int[] ids, int label) {}
        List<Row> rows = new ArrayList<>();
        try (Tokenizer tokenizer = Tokenizer.load(base)) {
            EncodingOptions options = EncodingOptions.builder().maxLength(LONGEST).build();
            List<String> lines = Files.readAllLines(data, StandardCharsets.UTF_8);
            for (String line : lines.subList(1, Math.min(lines.size(), 1 + SIZE * BATCHES))) {
                String[] cells = line.split("\t");
                rows.add(new Row(tokenizer.encode(cells[0], options).ids(), cells[1].equals("positive") ? 1 : 0));
            }
        }
        rows.sort(Comparator.comparingInt(row -> row.ids().length));
        List<TrainBatch> batches = new ArrayList<>();
        for (int from = 0; from + SIZE <= rows.size(); from += SIZE) {
            List<Row> part = rows.subList(from, from + SIZE);
            int width = part.get(SIZE - 1).ids().length;
            long[][] ids = new long[SIZE][width];
            long[][] mask = new long[SIZE][width];
            float[][] targets = new float[SIZE][2];
            for (int i = 0; i < SIZE; i++) {
                int[] text = part.get(i).ids();
                for (int j = 0; j < text.length; j++) {
                    ids[i][j] = text[j];
                    mask[i][j] = 1;
                }
                targets[i][part.get(i).label()] = 1;
            }
            batches.add(new TrainBatch(ids, null, mask, targets, null));
        }
        Collections.shuffle(batches, new Random(1));
        return batches;
    }

    /** What the peer reads. */
    private static void prepare(Path folder, Path base, Parameters parameters, List<TrainBatch> batches) throws IOException {
        String config = Files.readString(base.resolve("config.json")).replace("BertModel", "BertForSequenceClassification");
        Files.writeString(folder.resolve("config.json"), config);
        SafeTensorsWriter writer = new SafeTensorsWriter().metadata("format", "pt");
        for (String name : parameters.names()) {
            boolean head = name.startsWith("classifier");
            writer.add(head ? name : "bert." + name, parameters.floats(name),
                    Arrays.stream(parameters.shape(name)).asLongStream().toArray());
        }
        writer.write(folder.resolve("model.safetensors"));
        List<Map<String, Object>> all = new ArrayList<>();
        for (TrainBatch batch : batches) {
            all.add(Map.of("ids", batch.ids(), "mask", batch.mask(), "labels",
                    Arrays.stream(batch.targets()).mapToInt(target -> target[1] == 1 ? 1 : 0).toArray()));
        }
        new ObjectMapper().writeValue(folder.resolve("batches.json").toFile(), all);
    }
}
