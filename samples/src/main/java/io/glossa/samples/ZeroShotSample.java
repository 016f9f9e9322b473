package io.glossa.samples;

import io.glossa.Classification;
import io.glossa.ZeroShotClassifier;
import io.glossa.ZeroShotOptions;
import java.util.List;

/** Can I classify without training? With labels made up on the spot, yes. */
public final class ZeroShotSample {
    private ZeroShotSample() {}

    /** Uses the embedded model; with the folder of a natural language inference model, that one too. */
    public static void main(String[] args) {
        // snippet:zero-shot
        try (var classifier = ZeroShotClassifier.load()) {
            Classification result = classifier.classify("My card was charged twice.", List.of("billing", "delivery", "login"));
            System.out.println(result.best().label() + " " + result.best().score());
        }
        // end
        if (args.length == 0) {
            return;
        }
        String folder = args[0];
        // snippet:zero-shot-nli
        try (var classifier = ZeroShotClassifier.load(folder)) {
            ZeroShotOptions how = ZeroShotOptions.defaults().withTemplate("This is about {}.").withMultiLabel(true);
            Classification result = classifier.classify("My card was charged twice.", List.of("billing", "delivery"), how);
            System.out.println("inference: " + result.scores());
        }
        // end
    }
}
