package io.glossa.samples;

import io.glossa.LengthPolicy;
import io.glossa.TextClassifier;
import io.glossa.TextEmbedder;
import io.glossa.error.EngineException;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;

/** What can go wrong? Each kind of failure has its own exception; none of the messages holds a text of yours. */
public final class ErrorsSample {
    private ErrorsSample() {}

    /** Takes the folder of a model, or of none, to see what is said. */
    public static void main(String[] args) {
        String folder = args[0];
        // snippet:errors
        try (var classifier = TextClassifier.load(folder)) {
            System.out.println("loaded " + classifier.model().name() + " on " + classifier.model().device());
        } catch (ModelNotFoundException e) {
            System.out.println("nothing there: " + e.getMessage());
        } catch (ModelFormatException e) {
            System.out.println("damaged, or of another kind: " + e.getMessage());
        } catch (EngineException e) {
            System.out.println("ONNX Runtime or the tokenizer library failed: " + e.getMessage());
        }
        // end
        // snippet:errors-input
        try (var embedder = TextEmbedder.builder("base-en").length(LengthPolicy.fail()).maxLength(8).build()) {
            embedder.embed("This sentence has more than eight tokens in it, and so it is refused.");
        } catch (InvalidInputException e) {
            System.out.println("input: " + e.getMessage());
        }
        // end
        // snippet:errors-closed
        TextEmbedder closed = TextEmbedder.load();
        closed.close();
        try {
            closed.embed("Too late.");
        } catch (IllegalStateException e) {
            System.out.println("closed: " + e.getMessage());
        }
        // end
    }
}
