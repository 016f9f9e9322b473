package io.glossa.benchmarks;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A finished run of the learning table: one line of JSON in the file of results.
 *
 * @param data name of the data set
 * @param method name of the method, in lower case
 * @param seed seed of the run
 * @param metrics what was measured on the development set, by name
 * @param cpuSeconds user and system time of the process while it trained, measured and wrote the model
 * @param wallSeconds how long that took
 * @param bytes size of the model directory without its ONNX graph
 * @param shippedBytes size of the whole model directory
 * @param onnxDifference largest difference between logits of the trainer and of the graph
 * @param threads how many threads it was allowed
 * @param precision fp32 or bf16, that of the matrix products in training; a line without it is fp32
 */
record LearningResult(String data, String method, long seed, SortedMap<String, Double> metrics, double cpuSeconds, double wallSeconds,
        long bytes, long shippedBytes, double onnxDifference, int threads, String precision) {
    private static final JsonMapper JSON = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    LearningResult {
        precision = precision == null ? "fp32" : precision;
    }

    /** All lines of a file; none if it is not there. */
    static List<LearningResult> read(Path file) throws IOException {
        List<LearningResult> results = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                results.add(JSON.readValue(line, LearningResult.class));
            }
        }
        return results;
    }

    /** Adds the line to a file. */
    void append(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Whether it is a run of that set, method and seed. */
    boolean is(String set, String how, long number) {
        return data.equals(set) && method.equals(how) && seed == number;
    }
}
