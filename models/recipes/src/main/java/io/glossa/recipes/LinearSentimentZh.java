package io.glossa.recipes;

import java.util.List;
import org.apiguardian.api.API;

/** Makes a model of Chinese sentiment to compare others with: a linear head on the frozen embeddings of base-zh. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class LinearSentimentZh {
    private static final List<Mix> MIXES = List.of(
            new Mix("hotels, computers, books", List.of(Mix.all(DataSet.CHNSENTICORP, 1))),
            new Mix("without shopping", List.of(Mix.all(DataSet.CHNSENTICORP, 1), Mix.all(DataSet.HOTEL, 1),
                    Mix.all(DataSet.WAIMAI, 1))),
            new Mix("everything", List.of(Mix.all(DataSet.CHNSENTICORP, 1), Mix.all(DataSet.HOTEL, 1),
                    Mix.all(DataSet.WAIMAI, 1), Mix.all(DataSet.SHOPPING, 1))),
            new Mix("everything, shopping less", List.of(Mix.all(DataSet.CHNSENTICORP, 3), Mix.all(DataSet.HOTEL, 3),
                    Mix.all(DataSet.WAIMAI, 3), Mix.all(DataSet.SHOPPING, 1))));

    /** The description. */
    static final Recipe RECIPE = new Recipe("sentiment-zh-linear", LinearSentimentZh.class, "base-zh", "zh",
            List.of(DataSet.CHNSENTICORP, DataSet.HOTEL, DataSet.WAIMAI, DataSet.SHOPPING), true, MIXES,
            List.of(DataSet.CHNSENTICORP, DataSet.HOTEL, DataSet.WAIMAI, DataSet.SHOPPING),
            CardTexts.CHINESE,
            // Without it 97.8 % of the answers on ChnSentiCorp stay what they are in 32 bits.
            List.of("encoder.layer.1.intermediate.dense.weight"));

    private LinearSentimentZh() {}

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
