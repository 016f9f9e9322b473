package io.glossa.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.glossa.training.internal.engine.ModelSpec;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import io.glossa.training.internal.torch.TorchModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Something that makes steps of training. */
interface TrainingContestant extends AutoCloseable {
    /** CPU milliseconds a step, and the loss of the last one, of so many steps from a batch on. */
    double[] run(int first, int count) throws IOException;

    @Override
    void close() throws IOException;

    /** Glossa, within this process; what the JVM does besides counts as well. */
    final class Glossa implements TrainingContestant {
        private final TrainableModel model;
        private final List<TrainBatch> batches;
        private long steps;

        Glossa(ModelSpec spec, List<TrainBatch> batches) {
            model = TorchModel.open(spec);
            this.batches = batches;
        }

        @Override
        public double[] run(int first, int count) {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long begin = system.getProcessCpuTime();
            double loss = 0;
            for (int i = first; i < first + count; i++) {
                TrainBatch batch = batches.get(i % batches.size());
                loss = model.accumulate(batch, batch.size(), ++steps);
                model.update(2e-5, steps, 1);
            }
            return new double[] {(system.getProcessCpuTime() - begin) / 1e6 / count, loss};
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** transformers and torch, in a process of Python. */
    final class Peer implements TrainingContestant {
        private final Process process;
        private final BufferedReader answers;
        private final Writer orders;
        private final String precision;
        private final String versions;

        Peer(String python, Path script, Path folder, String precision) throws IOException {
            this.precision = precision;
            process = new ProcessBuilder(python, script.toString(), folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            answers = process.inputReader(StandardCharsets.UTF_8);
            orders = process.outputWriter(StandardCharsets.UTF_8);
            versions = answer();
        }

        String versions() {
            return versions;
        }

        private String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("the peer ended; see its messages above");
            }
            return line;
        }

        @Override
        public double[] run(int first, int count) throws IOException {
            orders.write(first + " " + count + " " + precision + "\n");
            orders.flush();
            String[] numbers = answer().split(" ");
            return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
        }

        @Override
        public void close() throws IOException {
            orders.close();
            process.destroy();
        }
    }
}
