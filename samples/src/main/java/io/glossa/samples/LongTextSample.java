package io.glossa.samples;

import io.glossa.Classification;
import io.glossa.LengthPolicy;
import io.glossa.TextClassifier;
import io.glossa.TextOptions;
import io.glossa.error.InvalidInputException;

/** What happens to a text that is longer than the model? It is cut, read in windows, or refused; the result says which. */
public final class LongTextSample {
    private LongTextSample() {}

    /** Takes the model's folder. */
    public static void main(String[] args) {
        String folder = args[0];
        String text = "The rooms were clean and the breakfast was good. ".repeat(60);
        // snippet:truncate
        try (var classifier = TextClassifier.load(folder)) {
            Classification result = classifier.classify(text);
            if (result.usage().truncated()) {
                System.out.println("read " + result.usage().tokens() + " tokens, dropped " + result.usage().droppedTokens());
            }
        }
        // end
        // snippet:window
        try (var classifier = TextClassifier.builder(folder).length(LengthPolicy.window(16)).build()) {
            Classification result = classifier.classify(text);
            System.out.println("read " + result.usage().tokens() + " tokens in " + result.usage().windows() + " windows");
        }
        // end
        // snippet:fail
        try (var classifier = TextClassifier.builder(folder).length(LengthPolicy.fail()).build()) {
            classifier.classify(text);
        } catch (InvalidInputException e) {
            System.out.println("refused: " + e.getMessage());
        }
        // end
        // snippet:length-with
        try (var classifier = TextClassifier.load(folder)) {
            TextOptions windows = TextOptions.builder().length(LengthPolicy.window(16)).maxLength(48).build();
            Classification result = classifier.with(windows).classify(text);
            System.out.println("same model, windows of 48: " + result.usage().windows());
        }
        // end
    }
}
