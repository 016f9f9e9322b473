package io.glossa.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.glossa.Classification;
import io.glossa.TextClassifier;
import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.error.GlossaException;
import io.glossa.evaluation.OutOfScopeEvaluation;
import io.glossa.evaluation.Rejection;
import io.glossa.internal.directory.NewFolder;
import io.glossa.training.ClassifierTrainer;
import io.glossa.training.TrainingMethod;
import io.glossa.training.TrainingOptions;
import io.glossa.training.TrainingResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How well each method learns with the options it has by default. A run that is in the file of results already is left out, so a command
 * that was broken off goes on where it is repeated, with the run it was in from its start.
 *
 * <p>Arguments: {@code run} or {@code table}, the folder of all data, names of sets or {@code all}, names of methods, seeds, the file of
 * results, beside which the table is written with the ending {@code .md}, the number of threads, a folder for models, and {@code fp32} or
 * {@code bf16} for the matrix products of full and LoRA.
 */
public final class LearningBenchmark {
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Path data;
    private final int threads;
    private final Path work;
    private final boolean bfloat16;

    private LearningBenchmark(Path data, int threads, Path work, boolean bfloat16) {
        this.data = data;
        this.threads = threads;
        this.work = work;
        this.bfloat16 = bfloat16;
    }

    /** Runs what is missing, then writes the table. */
    public static void main(String[] arguments) throws IOException {
        Path results = Path.of(arguments[5]);
        int failed = 0;
        if (arguments[0].equals("run")) {
            LearningBenchmark benchmark = new LearningBenchmark(Path.of(arguments[1]), Integer.parseInt(arguments[6]), Path.of(arguments[7]),
                    bfloat16(arguments[8]));
            long[] seeds = Arrays.stream(arguments[4].split(",")).mapToLong(Long::parseLong).toArray();
            failed = benchmark.runAll(sets(arguments[2]), List.of(arguments[3].split(",")), seeds, results);
        } else if (!arguments[0].equals("table")) {
            throw new IllegalArgumentException("learning.mode: expected run or table, found " + arguments[0]);
        }
        String name = results.getFileName().toString().replaceFirst("\\.jsonl$", "");
        Files.writeString(results.resolveSibling(name + ".md"), LearningTable.of(LearningResult.read(results)));
        if (failed > 0) {
            throw new IllegalStateException(failed + " runs failed; see above");
        }
    }

    private static boolean bfloat16(String precision) {
        if (!precision.equals("fp32") && !precision.equals("bf16")) {
            throw new IllegalArgumentException("learning.precision: expected fp32 or bf16, found " + precision);
        }
        return precision.equals("bf16");
    }

    private static List<LearningSet> sets(String names) {
        if (names.equals("all")) {
            return LearningSet.ALL;
        }
        return Arrays.stream(names.split(","))
                .map(name -> LearningSet.ALL.stream().filter(set -> set.name().equals(name)).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("learning.sets: expected names of sets, found " + name)))
                .toList();
    }

    /** Cheap methods first, and each seed on all sets before the next, so that what is there early is the whole width of the table. */
    private int runAll(List<LearningSet> sets, List<String> methods, long[] seeds, Path results) throws IOException {
        int failed = 0;
        for (String method : methods) {
            for (long seed : seeds) {
                for (LearningSet set : sets) {
                    if (LearningResult.read(results).stream().noneMatch(found -> found.is(set.name(), method, seed))) {
                        System.out.printf(Locale.ROOT, "%s, %s, seed %d%n", set.name(), method, seed);
                        try {
                            LearningResult result = run(set, method, seed);
                            System.out.println(result);
                            result.append(results);
                        } catch (GlossaException e) {
                            e.printStackTrace();
                            failed++;
                        }
                    }
                }
            }
        }
        return failed;
    }

    private LearningResult run(LearningSet set, String method, long seed) throws IOException {
        LearningSet.Data read = set.read(data);
        Path out = Files.createDirectories(work).resolve(set.name() + "-" + method + "-" + seed);
        NewFolder.delete(out);
        TrainingMethod how = TrainingMethod.valueOf(method.toUpperCase(Locale.ROOT));
        boolean casts = bfloat16 && (how == TrainingMethod.FULL || how == TrainingMethod.LORA);
        TrainingOptions options = TrainingOptions.builder().method(how).seed(seed).bfloat16(casts).build();
        long cpu = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        TrainingResult trained = ClassifierTrainer.builder(set.base()).options(options).threads(threads).build()
                .train(read.train(), read.dev(), out);
        double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        double wallSeconds = (System.nanoTime() - wall) / 1e9;
        SortedMap<String, Double> metrics = new TreeMap<>(trained.metrics());
        if (read.rejection().isPresent()) {
            reject(out, read.rejection().get(), metrics);
        }
        long shipped = bytes(out);
        Path graphs = out.resolve("onnx");
        long bytes = shipped - (Files.exists(graphs) ? bytes(graphs) : 0);
        NewFolder.delete(out);
        return new LearningResult(set.name(), method, seed, metrics, cpuSeconds, wallSeconds, bytes, shipped, trained.servedDifference(), threads,
                casts ? "bf16" : "fp32");
    }

    /** Fits thresholds on texts that are neither learned from nor measured on, and adds what they give. */
    private static void reject(Path model, LearningSet.Scope scope, SortedMap<String, Double> metrics) {
        try (TextClassifier classifier = TextClassifier.load(model.toString())) {
            OutOfScopeEvaluation fit = scores(classifier, scope.fit());
            OutOfScopeEvaluation dev = scores(classifier, scope.dev());
            metrics.put("out_of_scope_auroc", dev.rocAuc().orElseThrow());
            put(metrics, "most_balanced", dev.at(fit.mostBalanced().threshold()));
            put(metrics, "most_accurate", dev.at(fit.mostAccurate().threshold()));
        }
    }

    private static void put(SortedMap<String, Double> metrics, String threshold, Rejection rejection) {
        metrics.put(threshold + "_threshold", rejection.threshold());
        metrics.put(threshold + "_in_scope_accuracy", rejection.inScopeAccuracy());
        metrics.put(threshold + "_out_of_scope_recall", rejection.outOfScopeRecall());
        metrics.put(threshold + "_out_of_scope_precision", rejection.outOfScopePrecision());
    }

    private static OutOfScopeEvaluation scores(TextClassifier classifier, Dataset texts) {
        List<Example> examples;
        try (Stream<Example> stream = texts.examples()) {
            examples = stream.toList();
        }
        List<Classification> answers = classifier.classifyPairs(examples.stream().map(Example::text).toList());
        OutOfScopeEvaluation.Collector collector = OutOfScopeEvaluation.collector();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            if (LearningSet.inScope(example)) {
                collector.addInScope(example.labels().contains(answers.get(i).best().label()), answers.get(i).best().score());
            } else {
                collector.addOutOfScope(answers.get(i).best().score());
            }
        }
        return collector.evaluate();
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
