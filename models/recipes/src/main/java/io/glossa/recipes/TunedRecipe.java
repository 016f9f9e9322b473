package io.glossa.recipes;

import java.nio.file.Path;
import java.util.List;

/**
 * What tells one fine-tuned model of sentiment from another.
 *
 * @param name the model's name, also that of its card's template
 * @param program the class that is run
 * @param base name of the model whose low-rank factors are learned
 * @param language its ISO 639-1 code
 * @param parts what there is to learn from, in the order in which a text that is in several sets is given to one
 * @param teachers names of the models whose answers it learns from besides the labels; none if it learns from labels alone
 * @param training options of its training, as JSON
 * @param measured what the finished model is measured on
 * @param examples texts, written for the card, that the model is asked
 * @param kept weights that stay in 32 bits where it is served in 8
 */
record TunedRecipe(String name, Class<?> program, String base, String language, List<Part> parts, List<String> teachers,
        String training, List<DataSet> measured, List<String> examples, List<String> kept) {
    /** How a text is written. */
    enum Writing {
        /** As it is in the file. */
        FILE,
        /** With tokenisation undone, as people write. */
        PEOPLE,
        /** Either, one text this way and the next the other. */
        MIXED,
        /** Both, so it counts twice. */
        BOTH
    }

    /**
     * What one set gives.
     *
     * @param set the set
     * @param writing how its texts are written
     * @param atMost how many of its texts, in a seeded order
     */
    record Part(DataSet set, Writing writing, int atMost) {
        Part(DataSet set, Writing writing) {
            this(set, writing, Integer.MAX_VALUE);
        }
    }

    TunedRecipe {
        parts = List.copyOf(parts);
        teachers = List.copyOf(teachers);
        measured = List.copyOf(measured);
        examples = List.copyOf(examples);
        kept = List.copyOf(kept);
    }

    /** Those whose models are shipped. */
    static List<TunedRecipe> shipped() {
        return List.of(SentimentEn.RECIPE, SentimentZh.RECIPE);
    }

    /** Where the repository keeps the model, in 32 bits over its base, from its root. */
    Path folder() {
        return Path.of("models", name, "src/main/resources/META-INF/glossa", name);
    }

    /** How the recipe is run, from the root of the repository. */
    String command() {
        return "mvn -q -B -P" + name + " -pl models/recipes -am -DskipTests -Ddata.folder=../shared/data package";
    }
}
