package io.glossa.recipes;

import io.glossa.SentimentAnalyzer;
import io.glossa.error.GlossaException;
import org.apiguardian.api.API;

/**
 * Runs the behaviour suite of a language on a sentiment model as it is served and prints the pass rates, a table in Markdown. From
 * the root of the repository:
 *
 * <pre>{@code
 * mvn -q -B -Pbehaviour -pl models/recipes -am -DskipTests -Dbehaviour.language=zh package
 * }</pre>
 *
 * The language is {@code en} if none is given, the model {@code sentiment-<language>}; {@code -Dbehaviour.model=…} takes another, a
 * folder (from the root of the repository) or a name. {@code -Dbehaviour.failures} lists the lines of the failed cases below the
 * table.
 *
 * <p>Method: Ribeiro et al. 2020, "Beyond Accuracy: Behavioral Testing of NLP Models with CheckList". Cases are counted, each once.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BehaviourReport {
    private static final String FAILURES = "behaviour.failures";

    private BehaviourReport() {}

    /**
     * Runs it.
     *
     * @param arguments the language of the suite, {@code en} or {@code zh}, and the model, a folder or a name; system property
     *     {@value #FAILURES}, false by default: whether to list the lines of failed cases
     * @throws IllegalArgumentException if there are not two arguments
     * @throws GlossaException if there is no suite for the language, or the model is not there, damaged, or its labels name no
     *     sentiment
     */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("arguments: expected a language and a model, found " + arguments.length);
        }
        BehaviourSuite suite = BehaviourSuite.of(arguments[0]);
        BehaviourResult result = run(suite, arguments[1]);
        System.out.print(result.table());
        if (Boolean.getBoolean(FAILURES)) {
            System.out.print("\nfailed, lines of " + suite.name() + "\n" + result.failures());
        }
    }

    /** Runs a suite on a model, a folder or a name, in the precision it is served in. */
    static BehaviourResult run(BehaviourSuite suite, String model) {
        try (SentimentAnalyzer analyzer = SentimentAnalyzer.load(model)) {
            return suite.run(texts -> analyzer.classify(texts).stream().map(Reading::of).toList());
        }
    }
}
