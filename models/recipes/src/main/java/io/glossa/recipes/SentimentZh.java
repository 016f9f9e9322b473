package io.glossa.recipes;

import io.glossa.recipes.TunedRecipe.Part;
import io.glossa.recipes.TunedRecipe.Writing;
import java.io.IOException;
import java.util.List;
import org.apiguardian.api.API;

/** Makes a model of Chinese sentiment from base-zh. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SentimentZh {
    /** The description. */
    static final TunedRecipe RECIPE = new TunedRecipe("sentiment-zh", SentimentZh.class, "base-zh", "zh",
            List.of(new Part(DataSet.CHNSENTICORP, Writing.FILE), new Part(DataSet.HOTEL, Writing.FILE),
                    new Part(DataSet.WAIMAI, Writing.FILE), new Part(DataSet.SHOPPING, Writing.FILE, 20_000)),
            List.of(),
            "{\"method\": \"lora\", \"lora_rank\": 32, \"lora_alpha\": 32, \"epochs\": 3, \"learning_rate\": 5e-4, \"label_smoothing\": 0,"
                    + " \"max_length\": 256, \"checkpoint_every\": 500}",
            List.of(DataSet.CHNSENTICORP, DataSet.HOTEL, DataSet.WAIMAI, DataSet.SHOPPING),
            CardTexts.CHINESE, List.of());

    private SentimentZh() {}

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
