package io.glossa.recipes;

import java.io.IOException;
import java.util.List;
import org.apiguardian.api.API;

/** Makes a model of English sentiment from base-en, half as deep, which learns from sentiment-en besides. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SentimentEnFast {
    /** The description. */
    static final TunedRecipe RECIPE = new TunedRecipe("sentiment-en-fast", SentimentEnFast.class, "base-en", "en",
            SentimentEn.RECIPE.parts(), List.of(SentimentEn.RECIPE.name()), SentimentEn.RECIPE.training(), SentimentEn.RECIPE.measured(),
            CardTexts.ENGLISH, List.of());

    private SentimentEnFast() {}

    /**
     * Runs the recipe.
     *
     * @param args the folder of the data sets, the folder of the model to write, and a folder that keeps the training between runs
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        TunedProgram.main(RECIPE, args);
    }
}
