package io.glossa.recipes;

import io.glossa.recipes.TunedRecipe.Part;
import io.glossa.recipes.TunedRecipe.Writing;
import java.io.IOException;
import java.util.List;
import org.apiguardian.api.API;

/** Makes a model of English sentiment from base-en, half as deep, which learns from sentiment-en besides. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SentimentEnFast {
    /** The description. */
    static final TunedRecipe RECIPE = new TunedRecipe("sentiment-en-fast", SentimentEnFast.class, "base-en", "en",
            List.of(new Part(DataSet.SST2, Writing.BOTH), new Part(DataSet.SST2_PHRASES, Writing.FILE),
                    new Part(DataSet.CUSTOMER_REVIEWS, Writing.BOTH), new Part(DataSet.UCI, Writing.FILE),
                    new Part(DataSet.GOEMOTIONS, Writing.FILE, 8000)),
            List.of("sentiment-en"),
            "{\"method\": \"lora\", \"lora_rank\": 32, \"lora_alpha\": 32, \"epochs\": 3, \"learning_rate\": 5e-4, \"label_smoothing\": 0,"
                    + " \"checkpoint_every\": 500}",
            List.of(DataSet.SST2, DataSet.CUSTOMER_REVIEWS, DataSet.UCI, DataSet.GOEMOTIONS),
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
