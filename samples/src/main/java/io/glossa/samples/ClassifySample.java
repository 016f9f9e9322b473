package io.glossa.samples;

import io.glossa.Classification;
import io.glossa.LabelScore;
import io.glossa.TextClassifier;
import java.util.List;

/** How do I classify with a model of my own? Any folder with a classifier in it will do. */
public final class ClassifySample {
    private ClassifySample() {}

    /** Takes the model's folder. */
    public static void main(String[] args) {
        String folder = args[0];
        // snippet:classify
        try (var classifier = TextClassifier.load(folder)) {
            Classification result = classifier.classify("The staff were lovely, the food was cold.");
            System.out.println(result.best().label() + " " + result.best().score());
        }
        // end
        // snippet:classify-more
        try (var classifier = TextClassifier.builder(folder).threads(2).maxLength(64).build()) {
            List<Classification> results = classifier.classify(List.of("Never again.", "Worth every penny."));
            for (Classification result : results) {
                for (LabelScore label : result.top(3)) {
                    System.out.println(label.label() + " " + label.score());
                }
            }
            Classification pair = classifier.classify("It rains.", "The street is wet.");
            System.out.println("pair: " + pair.best().label() + " of " + pair.labels());
        }
        // end
    }
}
