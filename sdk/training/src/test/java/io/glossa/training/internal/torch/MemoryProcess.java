package io.glossa.training.internal.torch;

import io.glossa.training.internal.engine.LoraSpec;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.Objective;
import io.glossa.training.internal.engine.ParameterRule;
import io.glossa.training.internal.engine.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A process of its own that trains and tells how much memory it takes, from what Linux counts. */
final class MemoryProcess {
    private MemoryProcess() {}

    /** Arguments: {@code flat STEPS}, or {@code peak METHOD BATCH TOKENS}. */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("flat")) {
            flat(Integer.parseInt(arguments[1]));
        } else {
            peak(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        }
    }

    /** Prints the resident size after a fifth of the steps and at the end, kB. */
    private static void flat(int steps) throws IOException {
        SmallModel small = SmallModel.bert(1);
        try (TrainableModel model = TorchModel.open(small.dropping(0.1, false))) {
            for (int step = 1; step <= steps; step++) {
                model.accumulate(small.batch(step, 8, 5 + step % 30), 8, step);
                model.update(1e-3, step, 1);
                if (step % 50 == 0) {
                    model.logits(small.batch(step, 8, 20));
                }
                if (step == steps / 5 || step == steps) {
                    System.gc();
                    System.out.println(status("VmRSS"));
                }
            }
        }
    }

    /** Prints the estimate and the growth of the peak over two steps, kB. */
    private static void peak(String method, int batch, int tokens) throws IOException {
        SmallModel small = SmallModel.of("{\"model_type\":\"bert\",\"vocab_size\":20000,\"num_labels\":3,\"max_position_embeddings\":300,"
                + "\"hidden_size\":256,\"num_attention_heads\":8,\"num_hidden_layers\":4,\"intermediate_size\":1024}",
                (name, shape) -> {
                    float[] values = new float[java.util.Arrays.stream(shape).reduce(1, Math::multiplyExact)];
                    java.util.Arrays.fill(values, 0.01f);
                    return io.glossa.models.architecture.internal.PlainTensor.of(values, shape);
                });
        LoraSpec lora = method.equals("lora") ? new LoraSpec(8, 16, 0.05, name -> name.contains("layer") && !name.contains("Norm")) : null;
        if (lora != null) {
            small.adapted(lora, false);
        }
        Function<String, ParameterRule> rules = name -> method.equals("full") || name.startsWith("classifier") || name.contains("lora_")
                || method.equals("upper") && name.contains("layer.3") ? new ParameterRule(true, 1, 0) : ParameterRule.FROZEN;
        ModelSpec spec = small.spec(false, Objective.of(Objective.Kind.CROSS_ENTROPY), SmallModel.ADAMW, rules, lora);
        spec = new ModelSpec(spec.encoder(), spec.parameters(), spec.rules(), lora, spec.objective(), spec.optimizer(),
                OptionalDouble.of(0.1), false, "cpu", false);
        System.out.println(MemoryEstimate.of(spec, batch, tokens).total() / 1000);
        // The first model brings what the libraries take once.
        try (TrainableModel warm = TorchModel.open(SmallModel.bert(1).spec(false))) {
            warm.accumulate(SmallModel.bert(1).batch(1, 2, 3), 2, 1);
            warm.update(1, 1, 1);
        }
        System.gc();
        long before = status("VmRSS");
        try (TrainableModel model = TorchModel.open(spec)) {
            for (int step = 1; step <= 2; step++) {
                model.accumulate(small.batch(step, batch, tokens), batch, step);
                model.update(1e-3, step, 1);
            }
            System.out.println(status("VmHWM") - before);
        }
    }

    private static long status(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }
}
