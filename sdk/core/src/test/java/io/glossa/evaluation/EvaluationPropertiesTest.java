package io.glossa.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every evaluation. */
class EvaluationPropertiesTest {
    /** A text's right labels and scores. */
    private record Text(int[] right, float[] scores) {}

    private static List<Text> texts(long seed, int count, int labels, boolean multiLabel) {
        Random random = new Random(seed);
        List<Text> texts = new ArrayList<>();
        boolean coarse = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            float[] scores = new float[labels];
            float sum = 0;
            for (int l = 0; l < labels; l++) {
                scores[l] = coarse ? random.nextInt(4) + 1 : random.nextFloat();
                sum += scores[l];
            }
            for (int l = 0; l < labels; l++) {
                scores[l] = multiLabel ? scores[l] / (coarse ? 4 : 1) : scores[l] / sum;
            }
            int[] right = multiLabel
                    ? IntStream.range(0, labels).filter(l -> random.nextBoolean()).toArray()
                    : new int[] {random.nextInt(labels)};
            texts.add(new Text(right, scores));
        }
        return texts;
    }

    private static ClassificationEvaluation evaluate(List<Text> texts, int labels, boolean multiLabel) {
        var collector = ClassificationEvaluation.collector(Goldens.labels(labels), multiLabel);
        texts.forEach(text -> collector.add(text.right(), text.scores()));
        return collector.evaluate();
    }

    @Property(tries = 300)
    void metrics_ignoreTheOrderOfTexts(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 2, max = 6) int labels, @ForAll boolean multiLabel) {
        List<Text> texts = texts(seed, count, labels, multiLabel);
        List<Text> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, new Random(seed));
        ClassificationEvaluation one = evaluate(texts, labels, multiLabel);
        ClassificationEvaluation other = evaluate(shuffled, labels, multiLabel);
        for (Metric metric : one.metrics()) {
            same(metric, one.value(metric), other.value(metric));
        }
        assertThat(other.perLabel()).isEqualTo(one.perLabel());
        assertThat(other.confusion()).isEqualTo(one.confusion());
    }

    @Property(tries = 300)
    void metrics_ignoreTheOrderOfLabels(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 3, max = 6) int labels, @ForAll boolean multiLabel) {
        List<Text> texts = distinct(texts(seed, count, labels, multiLabel));
        List<Text> turned = texts.stream().map(text -> {
            float[] scores = new float[labels];
            IntStream.range(0, labels).forEach(l -> scores[labels - 1 - l] = text.scores()[l]);
            return new Text(IntStream.of(text.right()).map(l -> labels - 1 - l).toArray(), scores);
        }).toList();
        ClassificationEvaluation one = evaluate(texts, labels, multiLabel);
        ClassificationEvaluation other = evaluate(turned, labels, multiLabel);
        for (Metric metric : one.metrics()) {
            same(metric, one.value(metric), other.value(metric));
        }
    }

    /** Of labels with equal scores the first answers, so only scores without ties may change places. */
    private static List<Text> distinct(List<Text> texts) {
        return texts.stream().map(text -> {
            float[] scores = text.scores().clone();
            for (int l = 0; l < scores.length; l++) {
                scores[l] = Math.min(1, scores[l] * (1 - 0.01f * l));
            }
            return new Text(text.right(), scores);
        }).toList();
    }

    @Property(tries = 300)
    void metrics_lieInTheirRanges(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 2, max = 6) int labels, @ForAll boolean multiLabel) {
        ClassificationEvaluation evaluation = evaluate(texts(seed, count, labels, multiLabel), labels, multiLabel);
        for (Metric metric : evaluation.metrics()) {
            double low = metric == Metric.MATTHEWS ? -1 : 0;
            double high = metric == Metric.LOG_LOSS ? 40 : metric == Metric.BRIER && !multiLabel ? 2 : 1;
            evaluation.value(metric).ifPresent(value -> assertThat(value).as(metric.key()).isBetween(low - 1e-12, high + 1e-12));
        }
        for (LabelMetrics label : evaluation.perLabel()) {
            contains(label.precisionInterval(), label.precision());
            contains(label.recallInterval(), label.recall());
            contains(label.f1Interval(), label.f1());
        }
        assertThat(evaluation.reliability().stream().mapToLong(ReliabilityBin::count).sum()).isEqualTo(count);
        double error = evaluation.reliability().stream()
                .mapToDouble(bin -> bin.count() * Math.abs(bin.meanScore() - bin.accuracy())).sum() / count;
        assertThat(evaluation.calibrationError()).isCloseTo(error, within(1e-12));
    }

    private static void contains(Interval interval, double value) {
        assertThat(value).isBetween(interval.low() - 1e-12, interval.high() + 1e-12);
        assertThat(interval.low()).isBetween(0.0, 1.0);
        assertThat(interval.high()).isBetween(0.0, 1.0);
    }

    @Property(tries = 300)
    void singleLabel_accuracyIsMicroF1(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(min = 2, max = 6) int labels) {
        ClassificationEvaluation evaluation = evaluate(texts(seed, count, labels, false), labels, false);
        assertThat(evaluation.microF1()).isEqualTo(evaluation.accuracy());
        assertThat(evaluation.micro().precision()).isEqualTo(evaluation.micro().recall());
        assertThat(evaluation.weighted().recall()).isCloseTo(evaluation.accuracy(), within(1e-12));
    }

    /** A text that counts twice is a text that is there twice: what the bootstrap relies on. */
    @Property(tries = 300)
    void weights_areRepetitions(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int count,
            @ForAll @IntRange(min = 2, max = 5) int labels, @ForAll boolean multiLabel) {
        List<Text> texts = texts(seed, count, labels, multiLabel);
        ClassificationEvaluation evaluation = evaluate(texts, labels, multiLabel);
        Random random = new Random(seed + 1);
        int[] weights = IntStream.range(0, count).map(i -> random.nextInt(4)).toArray();
        weights[0]++;
        List<Text> repeated = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> repeated.addAll(Collections.nCopies(weights[i], texts.get(i))));
        ClassificationEvaluation expected = evaluate(repeated, labels, multiLabel);
        for (Metric metric : evaluation.metrics()) {
            double found = new ClassificationMetrics(evaluation.answers()).function(metric).applyAsDouble(weights);
            same(metric, expected.value(metric), Double.isNaN(found) ? OptionalDouble.empty() : OptionalDouble.of(found));
        }
    }

    @Property(tries = 300)
    void regression_weightsAreRepetitions(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int count) {
        Random random = new Random(seed);
        double[][] pairs = new double[count][];
        for (int i = 0; i < count; i++) {
            pairs[i] = new double[] {random.nextInt(5), random.nextBoolean() ? random.nextInt(5) : random.nextGaussian()};
        }
        int[] weights = IntStream.range(0, count).map(i -> random.nextInt(3)).toArray();
        weights[0]++;
        RegressionEvaluation.Collector all = RegressionEvaluation.collector();
        RegressionEvaluation.Collector repeated = RegressionEvaluation.collector();
        for (int i = 0; i < count; i++) {
            all.add(pairs[i][0], pairs[i][1]);
            for (int w = 0; w < weights[i]; w++) {
                repeated.add(pairs[i][0], pairs[i][1]);
            }
        }
        RegressionEvaluation expected = repeated.evaluate();
        for (Metric metric : expected.metrics()) {
            double found = all.evaluate().function(metric).applyAsDouble(weights);
            same(metric, expected.value(metric), Double.isNaN(found) ? OptionalDouble.empty() : OptionalDouble.of(found));
        }
    }

    private static void same(Metric metric, OptionalDouble expected, OptionalDouble found) {
        assertThat(found.isPresent()).as(metric.key()).isEqualTo(expected.isPresent());
        if (expected.isPresent()) {
            assertThat(found.getAsDouble()).as(metric.key()).isCloseTo(expected.getAsDouble(), within(1e-9));
        }
    }

    /** Slices share no text and leave none out. */
    @Property(tries = 100)
    void slices_addUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count, @ForAll boolean multiLabel) {
        ClassificationEvaluation evaluation = evaluate(texts(seed, count, 3, multiLabel), 3, multiLabel);
        Random random = new Random(seed);
        List<String> names = IntStream.range(0, count).mapToObj(i -> "s" + random.nextInt(3)).toList();
        Map<String, ClassificationEvaluation> slices = evaluation.slices(names);
        assertThat(slices.keySet()).containsExactlyElementsOf(new java.util.TreeSet<>(names));
        assertThat(slices.values().stream().mapToLong(ClassificationEvaluation::examples).sum()).isEqualTo(count);
        double right = slices.values().stream().mapToDouble(slice -> slice.accuracy() * slice.examples()).sum();
        assertThat(right).isCloseTo(evaluation.accuracy() * count, within(1e-9));
    }

    @Property(tries = 30)
    void comparison_withItselfFindsNothing(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int count,
            @ForAll boolean multiLabel) {
        ClassificationEvaluation evaluation = evaluate(texts(seed, count, 3, multiLabel), 3, multiLabel);
        Comparison comparison = Comparison.of(evaluation, evaluation);
        assertThat(comparison.mcNemar().orElseThrow().midP()).isEqualTo(1);
        assertThat(comparison.mcNemar().orElseThrow().exactP()).isEqualTo(1);
        Set<Metric> metrics = EnumSet.copyOf(comparison.metrics());
        comparison.intervals(metrics, 20, seed).values().forEach(interval -> assertThat(interval).isEqualTo(new Interval(0, 0)));
    }
}
