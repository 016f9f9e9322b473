package io.glossa.samples;

import io.glossa.TextClassifier;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.LabelMetrics;
import java.util.Map;
import java.util.Set;

/** How good is a classifier on my texts? Give it texts whose labels you know. */
public final class EvaluateSample {
    private EvaluateSample() {}

    /** Takes the folder of a model with the labels World, Sports, Business and Sci/Tech. */
    public static void main(String[] args) {
        String folder = args[0];
        // snippet:evaluate
        Map<String, String> labelled = Map.of(
                "The striker scored twice in the final.", "Sports",
                "Shares fell after the results.", "Business",
                "A probe has landed on the moon.", "Sci/Tech");
        try (var classifier = TextClassifier.load(folder)) {
            var collector = ClassificationEvaluation.collector(classifier.labels(), false);
            labelled.forEach((text, label) -> collector.add(Set.of(label), classifier.classify(text)));
            ClassificationEvaluation evaluation = collector.evaluate();
            System.out.println("accuracy " + evaluation.accuracy() + ", 95 % " + evaluation.accuracyInterval());
            for (LabelMetrics label : evaluation.perLabel()) {
                System.out.println(label.label() + ": F1 " + label.f1() + " on " + label.support());
            }
        }
        // end
    }
}
