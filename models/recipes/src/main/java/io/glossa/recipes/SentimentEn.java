package io.glossa.recipes;

import java.util.List;
import org.apiguardian.api.API;

/** Makes sentiment-en: a linear head on the frozen embeddings of base-en. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SentimentEn {
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
    static final Recipe RECIPE = new Recipe("sentiment-en", SentimentEn.class, "base-en", "en",
            List.of(DataSet.SST2, DataSet.SST2_PHRASES, DataSet.CUSTOMER_REVIEWS, DataSet.UCI, DataSet.GOEMOTIONS), false, MIXES,
            List.of(DataSet.SST2, DataSet.CUSTOMER_REVIEWS, DataSet.UCI, DataSet.GOEMOTIONS),
            List.of("I loved every minute of it",
                    "The food was cold but the staff were lovely.",
                    "The battery died after two days and nobody answers my emails.",
                    "Thank you so much, you saved my week!",
                    "It does what it says, nothing more.",
                    "I would not recommend this hotel to anyone.",
                    "The staff were friendly and the room was spotless.",
                    "Not bad at all.",
                    "Oh great, another update that breaks everything."),
            List.of());

    private SentimentEn() {}

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
