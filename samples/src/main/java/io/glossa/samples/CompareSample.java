package io.glossa.samples;

import io.glossa.TextClassifier;
import io.glossa.evaluation.Calibration;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.Comparison;
import io.glossa.evaluation.Metric;
import io.glossa.evaluation.Slicer;
import io.glossa.evaluation.WorstError;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of two models is better, and where does it fail? */
public final class CompareSample {
    private CompareSample() {}

    /** Takes the folders of two models with the labels POSITIVE and NEGATIVE. */
    public static void main(String[] args) {
        compare(args[0], args[1]);
        numbers();
    }

    private static void compare(String folder, String otherFolder) {
        List<String> texts = List.of("I loved every minute of it.", "A complete waste of money.", "Good, if a little long.",
                "The ending ruins what was until then a funny and moving film.");
        List<String> labels = List.of("POSITIVE", "NEGATIVE", "POSITIVE", "NEGATIVE");
        // snippet:compare
        ClassificationEvaluation first = evaluate(folder, texts, labels);
        ClassificationEvaluation second = evaluate(otherFolder, texts, labels);
        Comparison comparison = Comparison.of(first, second);
        System.out.println("accuracy " + comparison.difference(Metric.ACCURACY).orElseThrow() + ", 95 % "
                + comparison.interval(Metric.ACCURACY).orElseThrow());
        System.out.println("McNemar p = " + comparison.mcNemar().orElseThrow().midP());
        // end
        // snippet:slices
        List<String> lengths = texts.stream().map(Slicer.length()::of).toList();
        first.slices(lengths).forEach((group, slice) ->
                System.out.println(group + " characters: " + slice.accuracy() + " on " + slice.examples()));
        for (WorstError error : first.worstErrors(10)) {
            System.out.println("row " + error.row() + " is " + error.right() + ", given " + error.predicted());
        }
        // end
    }

    private static ClassificationEvaluation evaluate(String folder, List<String> texts, List<String> labels) {
        try (var classifier = TextClassifier.load(folder)) {
            var collector = ClassificationEvaluation.collector(classifier.labels(), false);
            for (int i = 0; i < texts.size(); i++) {
                collector.add(Set.of(labels.get(i)), classifier.classify(texts.get(i)));
            }
            return collector.evaluate();
        }
    }

    private static void numbers() {
        // snippet:evaluate-numbers
        var holdout = ClassificationEvaluation.collector(List.of("billing", "delivery", "praise"), true);
        holdout.add(new int[] {0, 1}, new float[] {0.9f, 0.4f, 0.1f});
        holdout.add(new int[] {2}, new float[] {0.2f, 0.1f, 0.8f});
        holdout.add(new int[] {1}, new float[] {0.3f, 0.35f, 0.2f});
        Map<String, Double> thresholds = Calibration.thresholds(holdout.evaluate());
        var tuned = ClassificationEvaluation.collector(List.of("billing", "delivery", "praise"), true, thresholds);
        // end
        tuned.add(new int[] {1}, new float[] {0.1f, 0.4f, 0.2f});
        System.out.println("threshold of delivery " + thresholds.get("delivery") + ", accuracy " + tuned.evaluate().accuracy());
    }
}
