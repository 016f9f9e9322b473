package io.glossa.recipes;

import java.util.List;
import org.apiguardian.api.API;

/** Makes a model of English sentiment to compare others with: a linear head on the frozen embeddings of base-en. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class LinearSentimentEn {
    private static final int CONVERSATION = 3000;

    private static final List<Mix> MIXES = List.of(
            new Mix("film reviews", List.of(Mix.all(DataSet.SST2, 1))),
            new Mix("reviews", List.of(Mix.all(DataSet.SST2, 1), Mix.all(DataSet.CUSTOMER_REVIEWS, 2), Mix.all(DataSet.UCI, 2))),
            new Mix("reviews and phrases", List.of(Mix.all(DataSet.SST2_PHRASES, 1), Mix.all(DataSet.SST2, 5),
                    Mix.all(DataSet.CUSTOMER_REVIEWS, 5), Mix.all(DataSet.UCI, 5))),
            new Mix("reviews and some conversation", List.of(Mix.all(DataSet.SST2, 1), Mix.all(DataSet.CUSTOMER_REVIEWS, 2),
                    Mix.all(DataSet.UCI, 2), new Mix.Part(DataSet.GOEMOTIONS, CONVERSATION, 1))),
            new Mix("reviews and all conversation", List.of(Mix.all(DataSet.SST2, 4), Mix.all(DataSet.CUSTOMER_REVIEWS, 6),
                    Mix.all(DataSet.UCI, 6), Mix.all(DataSet.GOEMOTIONS, 1))));

    /** The description. */
    static final Recipe RECIPE = new Recipe("sentiment-en-linear", LinearSentimentEn.class, "base-en", "en",
            List.of(DataSet.SST2, DataSet.SST2_PHRASES, DataSet.CUSTOMER_REVIEWS, DataSet.UCI, DataSet.GOEMOTIONS), false, MIXES,
            List.of(DataSet.SST2, DataSet.CUSTOMER_REVIEWS, DataSet.UCI, DataSet.GOEMOTIONS),
            CardTexts.ENGLISH,
            List.of());

    private LinearSentimentEn() {}

    /**
     * Runs the recipe.
     *
     * @param args the folder of the data sets, the folder of the model to write, and a folder that keeps embeddings between
     *     runs
     */
    public static void main(String[] args) {
        LinearHeadProgram.main(RECIPE, args);
    }
}
