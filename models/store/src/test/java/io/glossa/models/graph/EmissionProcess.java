package io.glossa.models.graph;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.sun.management.OperatingSystemMXBean;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelId;
import io.glossa.models.ModelStore;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.format.Weights;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What it costs to write a graph, against what it costs ONNX Runtime to load one: CPU milliseconds of the whole process, the
 * first time and the median of nine. Run by hand: see docs/measurements/interpreters.md.
 */
public final class EmissionProcess {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private EmissionProcess() {}

    private interface Work {
        void run() throws Exception;
    }

    /** Arguments: what to do (weights, emit, int8, load), the model's folder, and for weights and load an ONNX file. */
    public static void main(String[] arguments) throws Exception {
        Path model = Path.of(arguments[1]);
        ModelDirectory directory = ModelStore.defaults().open(ModelId.of(model));
        switch (arguments[0]) {
            case "weights" -> weights(Parameters.ofOnnx(Path.of(arguments[2]), "given"), model.resolve("model.safetensors"));
            case "load" -> load(Path.of(arguments[2]));
            default -> emit(directory, model, arguments[0].equals("int8"));
        }
    }

    private static void weights(Parameters parameters, Path file) throws Exception {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        for (String name : parameters.names()) {
            writer.add(name, parameters.floats(name), Arrays.stream(parameters.shape(name)).asLongStream().toArray());
        }
        writer.write(file);
    }

    private static void emit(ModelDirectory directory, Path model, boolean int8) throws Exception {
        Path file = model.resolve("emitted.onnx");
        Encoder encoder = Architectures.encoder(ArchitectureConfig.parse(directory.read("config.json"), "config.json"));
        GraphOptions options = GraphOptions.of(GraphHead.MEAN).normalized(true).int8(int8);
        repeat(int8 ? "emit int8" : "emit fp32", () -> Files.deleteIfExists(file), () -> {
            try (Weights weights = directory.weights()) {
                GraphWriter.write(encoder, Parameters.of(weights, "model"), options, file);
            }
        });
        Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM")).forEach(System.out::println);
        System.out.printf(Locale.ROOT, "largest heap %d MiB, graph %.1f MB%n", Runtime.getRuntime().maxMemory() >> 20,
                Files.size(file) / 1e6);
    }

    private static void load(Path file) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        repeat("load " + file.getFileName(), () -> { }, () -> {
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                environment.createSession(file.toString(), options).close();
            }
        });
    }

    private static void repeat(String what, Work before, Work work) throws Exception {
        double[] times = new double[9];
        double first = 0;
        double firstHere = 0;
        for (int i = -1; i < times.length; i++) {
            before.run();
            long begin = SYSTEM.getProcessCpuTime();
            long beginHere = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            double milliseconds = (SYSTEM.getProcessCpuTime() - begin) / 1e6;
            if (i < 0) {
                first = milliseconds;
                firstHere = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - beginHere) / 1e6;
            } else {
                times[i] = milliseconds;
            }
        }
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%s: first %.0f ms (%.0f without compiler and collector), then median %.0f ms (%.0f to %.0f)%n", what, first, firstHere,
                times[times.length / 2], times[0], times[times.length - 1]);
    }
}
