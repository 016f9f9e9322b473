package io.glossa.samples;

import io.glossa.TextClassifier;
import io.glossa.TypedClassifier;

/** Can the compiler know the labels? Bound to an enum, a missing or extra label fails at the start and not in a switch. */
public final class TypedLabelsSample {
    private TypedLabelsSample() {}

    // snippet:typed-enum
    /** The labels of the model; {@code Sci/Tech} belongs to {@code SCI_TECH}. */
    enum Topic { WORLD, SPORTS, BUSINESS, SCI_TECH }
    // end

    /** Takes the folder of a model with these four labels. */
    public static void main(String[] args) {
        String folder = args[0];
        // snippet:typed
        try (var classifier = TextClassifier.load(folder)) {
            TypedClassifier<Topic> topics = classifier.as(Topic.class);
            Topic topic = topics.classify("The striker scored twice in the final.").best();
            String desk = switch (topic) {
                case WORLD -> "foreign desk";
                case SPORTS -> "sports desk";
                case BUSINESS, SCI_TECH -> "weekend desk";
            };
            System.out.println(topic + " goes to the " + desk);
        }
        // end
    }
}
