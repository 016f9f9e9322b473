package io.glossa.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.management.ManagementFactory;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A graph in ONNX Runtime, on one thread. */
final class Contestant implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean alone;

    /** Loads a graph; {@code alone} runs each text of a batch by itself. */
    Contestant(OrtEnvironment environment, Path file, boolean alone) throws OrtException {
        this.environment = environment;
        this.alone = alone;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false);
            this.session = environment.createSession(file.toString(), options);
        }
    }

    /** CPU milliseconds for a batch, the mean of some repeats. */
    double run(int batch, int length, int repeats) throws OrtException {
        Map<String, OnnxTensor> feeds = feeds(alone ? 1 : batch, length);
        try {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < repeats * (alone ? batch : 1); i++) {
                session.run(feeds).close();
            }
            return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e6 / repeats;
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }

    private Map<String, OnnxTensor> feeds(int batch, int length) throws OrtException {
        Random random = new Random(13);
        Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
        for (String input : session.getInputNames()) {
            long[] values = new long[batch * length];
            switch (input) {
                case "input_ids" -> Arrays.setAll(values, i -> 1000 + random.nextInt(20000));
                case "attention_mask" -> Arrays.fill(values, 1);
                default -> Arrays.fill(values, 0);
            }
            feeds.put(input, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {batch, length}));
        }
        return feeds;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
