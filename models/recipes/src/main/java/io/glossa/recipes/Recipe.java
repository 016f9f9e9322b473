package io.glossa.recipes;

import java.util.List;

/**
 * What tells one linear-head model of sentiment from another.
 *
 * @param name the model's name, also that of its card's template
 * @param program the class that is run
 * @param base name of the model whose embeddings the head reads
 * @param language its ISO 639-1 code
 * @param sets what there is to learn from, in the order in which a text that is in several of them is given to one
 * @param overlapping whether sets share texts: then a text is learnt from once, and not at all where it stands in any of the
 *     development files
 * @param mixes those that were thought worth trying
 * @param measured what the finished model is measured on
 * @param examples texts, written for the card, that the model is asked
 * @param kept weights of the encoder that stay in 32 bits where it is served in 8
 */
record Recipe(String name, Class<?> program, String base, String language, List<DataSet> sets, boolean overlapping,
        List<Mix> mixes, List<DataSet> measured, List<String> examples, List<String> kept) {
    Recipe {
        sets = List.copyOf(sets);
        mixes = List.copyOf(mixes);
        measured = List.copyOf(measured);
        examples = List.copyOf(examples);
        kept = List.copyOf(kept);
    }

    /** How the recipe is run, from the root of the repository. */
    String command() {
        return "mvn -q -B -P" + name + " -pl models/recipes -am -DskipTests -Ddata.folder=../shared/data package";
    }
}
