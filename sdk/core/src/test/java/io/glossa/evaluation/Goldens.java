package io.glossa.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What scikit-learn and SciPy say of random answers; src/test/tools/make_metric_goldens.py wrote it. */
final class Goldens {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Goldens() {}

    /** The cases of a kind, of which there are exactly so many. */
    static List<JsonNode> of(String kind, int expected) {
        List<JsonNode> cases = new ArrayList<>();
        try (InputStream in = Goldens.class.getResourceAsStream("/evaluation/metrics.jsonl")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode node = JSON.readTree(line);
                if (node.get("kind").asText().equals(kind)) {
                    cases.add(node);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (cases.size() != expected) {
            throw new AssertionError("expected " + expected + " cases of " + kind + ", found " + cases.size());
        }
        return cases;
    }

    static List<String> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "label" + i).toList();
    }

    static ClassificationEvaluation evaluate(JsonNode node) {
        var collector = ClassificationEvaluation.collector(labels(node.get("labels").asInt()), node.get("kind").asText().equals("multi"));
        for (int i = 0; i < node.get("gold").size(); i++) {
            collector.add(ints(node.get("gold").get(i)), floats(node.get("scores").get(i)));
        }
        return collector.evaluate();
    }

    static RegressionEvaluation regression(JsonNode node) {
        RegressionEvaluation.Collector collector = RegressionEvaluation.collector();
        for (int i = 0; i < node.get("right").size(); i++) {
            collector.add(node.get("right").get(i).asDouble(), node.get("predicted").get(i).asDouble());
        }
        return collector.evaluate();
    }

    static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
    }

    static int[][] rowsOfInts(JsonNode list) {
        return IntStream.range(0, list.size()).mapToObj(i -> ints(list.get(i))).toArray(int[][]::new);
    }

    static float[] floats(JsonNode list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(list.get(i).asText());
        }
        return numbers;
    }

    static float[][] rowsOfFloats(JsonNode list) {
        return IntStream.range(0, list.size()).mapToObj(i -> floats(list.get(i))).toArray(float[][]::new);
    }
}
