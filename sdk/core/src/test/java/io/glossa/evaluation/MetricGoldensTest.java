package io.glossa.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every metric against scikit-learn and SciPy, on random answers with absent labels, ties, single texts and perfect answers. */
class MetricGoldensTest {
    private static final double CLOSE = 1e-9;
    private static final Map<String, Metric> BY_KEY =
            Arrays.stream(Metric.values()).collect(Collectors.toUnmodifiableMap(Metric::key, Function.identity()));

    @Test
    void singleLabel_asScikitLearn() {
        Set<String> compared = new HashSet<>();
        for (JsonNode node : Goldens.of("single", 160)) {
            ClassificationEvaluation evaluation = Goldens.evaluate(node);
            compared.addAll(compare(node, evaluation::value));
            for (int l = 0; l < node.get("labels").asInt(); l++) {
                LabelMetrics label = evaluation.perLabel().get(l);
                assertThat(label.precision()).isCloseTo(node.get("precision").get(l).asDouble(), within(CLOSE));
                assertThat(label.recall()).isCloseTo(node.get("recall").get(l).asDouble(), within(CLOSE));
                assertThat(label.f1()).isCloseTo(node.get("f1").get(l).asDouble(), within(CLOSE));
                assertThat(label.support()).isEqualTo(node.get("support").get(l).asLong());
                for (int other = 0; other < node.get("labels").asInt(); other++) {
                    assertThat(evaluation.confusion().get(l).get(other)).isEqualTo(node.get("confusion").get(l).get(other).asLong());
                }
            }
        }
        assertThat(compared).isEqualTo(keys(ClassificationMetrics.of(false)));
    }

    @Test
    void multiLabel_asScikitLearn() {
        Set<String> compared = new HashSet<>();
        for (JsonNode node : Goldens.of("multi", 120)) {
            ClassificationEvaluation evaluation = Goldens.evaluate(node);
            compared.addAll(compare(node, evaluation::value));
            bestThresholds(node, evaluation);
        }
        assertThat(compared).isEqualTo(keys(ClassificationMetrics.of(true)));
    }

    /** The fitted thresholds, put to use, give the best F1 that any threshold gives. */
    private static void bestThresholds(JsonNode node, ClassificationEvaluation evaluation) {
        Map<String, Double> thresholds = Calibration.thresholds(evaluation);
        ClassificationEvaluation tuned = again(node, thresholds);
        for (int l = 0; l < evaluation.labels().size(); l++) {
            assertThat(tuned.perLabel().get(l).f1()).as(node.toString()).isCloseTo(node.get("best_f1").get(l).asDouble(), within(CLOSE));
        }
        double one = Calibration.threshold(evaluation);
        assertThat(again(node, evaluation.labels().stream().collect(Collectors.toMap(Function.identity(), label -> one))).microF1())
                .isCloseTo(node.get("best_micro_f1").asDouble(), within(CLOSE));
    }

    private static ClassificationEvaluation again(JsonNode node, Map<String, Double> thresholds) {
        var collector = ClassificationEvaluation.collector(Goldens.labels(node.get("labels").asInt()), true, thresholds);
        for (int i = 0; i < node.get("gold").size(); i++) {
            collector.add(Goldens.ints(node.get("gold").get(i)), Goldens.floats(node.get("scores").get(i)));
        }
        return collector.evaluate();
    }

    @Test
    void regression_asScikitLearnAndScipy() {
        Set<String> compared = new HashSet<>();
        for (JsonNode node : Goldens.of("regression", 80)) {
            compared.addAll(compare(node, Goldens.regression(node)::value));
        }
        assertThat(compared).isEqualTo(keys(RegressionEvaluation.collector().evaluate().metrics()));
    }

    private static Set<String> keys(Iterable<Metric> metrics) {
        Set<String> keys = new HashSet<>();
        metrics.forEach(metric -> keys.add(metric.key()));
        return keys;
    }

    /** Compares the metrics of a case; returns those that were defined. */
    private static Set<String> compare(JsonNode node, Function<Metric, OptionalDouble> evaluation) {
        Set<String> defined = new HashSet<>();
        node.get("expected").fields().forEachRemaining(field -> {
            OptionalDouble found = evaluation.apply(BY_KEY.get(field.getKey()));
            if (field.getValue().isNull()) {
                assertThat(found).as("%s of %s", field.getKey(), node).isEmpty();
            } else {
                assertThat(found).as("%s of %s", field.getKey(), node).isPresent();
                assertThat(found.getAsDouble()).as("%s of %s", field.getKey(), node)
                        .isCloseTo(field.getValue().asDouble(), within(CLOSE));
                defined.add(field.getKey());
            }
        });
        return defined;
    }

    @Test
    void temperature_asScipy() {
        for (JsonNode node : Goldens.of("temperature", 20)) {
            temperature(node, Calibration.temperature(Goldens.rowsOfFloats(node.get("logits")), Goldens.ints(node.get("gold"))));
        }
        for (JsonNode node : Goldens.of("sigmoid_temperature", 20)) {
            temperature(node, Calibration.temperature(Goldens.rowsOfFloats(node.get("logits")), Goldens.rowsOfInts(node.get("gold"))));
        }
    }

    private static void temperature(JsonNode node, double found) {
        double expected = node.get("temperature").asDouble();
        assertThat(found).as(node.toString()).isCloseTo(expected, within(1e-5 * expected));
    }

    @Test
    void mcNemar_asScipy() {
        for (JsonNode node : Goldens.of("mcnemar", 40)) {
            McNemar test = new McNemar(node.get("first").asLong(), node.get("second").asLong());
            assertThat(test.exactP()).as(node.toString()).isCloseTo(node.get("exact").asDouble(), within(1e-9));
            assertThat(test.midP()).as(node.toString()).isCloseTo(node.get("mid").asDouble(), within(1e-9));
        }
    }

    @Test
    void wilson_asScipy() {
        for (JsonNode node : Goldens.of("wilson", 30)) {
            Interval found = Interval.wilson(node.get("successes").asLong(), node.get("trials").asLong());
            assertThat(found.low()).isCloseTo(node.get("low").asDouble(), within(1e-9));
            assertThat(found.high()).isCloseTo(node.get("high").asDouble(), within(1e-9));
        }
    }

    @Test
    void outOfScope_asEveryThresholdTried() {
        for (JsonNode node : Goldens.of("out_of_scope", 20)) {
            OutOfScopeEvaluation.Collector collector = OutOfScopeEvaluation.collector();
            float[] scores = Goldens.floats(node.get("scores"));
            IntStream.range(0, scores.length).forEach(i -> {
                if (node.get("inside").get(i).asBoolean()) {
                    collector.addInScope(node.get("right").get(i).asBoolean(), scores[i]);
                } else {
                    collector.addOutOfScope(scores[i]);
                }
            });
            OutOfScopeEvaluation evaluation = collector.evaluate();
            assertThat(evaluation.rocAuc().orElseThrow()).isCloseTo(node.get("roc_auc").asDouble(), within(CLOSE));
            assertThat(evaluation.mostAccurate().accuracy()).isCloseTo(node.get("accuracy").asDouble(), within(CLOSE));
            Rejection balanced = evaluation.mostBalanced();
            assertThat((balanced.inScopeAccuracy() + balanced.outOfScopeRecall()) / 2)
                    .isCloseTo(node.get("balanced").asDouble(), within(CLOSE));
            assertThat(evaluation.at(balanced.threshold())).isEqualTo(balanced);
            assertThat(evaluation.at(evaluation.mostAccurate().threshold())).isEqualTo(evaluation.mostAccurate());
        }
    }
}
