package io.glossa.recipes;

import java.util.List;
import org.apiguardian.api.API;

/** Makes sentiment-zh: a linear head on the frozen embeddings of base-zh. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SentimentZh {
    private static final List<Mix> MIXES = List.of(
            new Mix("hotels, computers, books", List.of(Mix.all(DataSet.CHNSENTICORP, 1))),
            new Mix("without shopping", List.of(Mix.all(DataSet.CHNSENTICORP, 1), Mix.all(DataSet.HOTEL, 1),
                    Mix.all(DataSet.WAIMAI, 1))),
            new Mix("everything", List.of(Mix.all(DataSet.CHNSENTICORP, 1), Mix.all(DataSet.HOTEL, 1),
                    Mix.all(DataSet.WAIMAI, 1), Mix.all(DataSet.SHOPPING, 1))),
            new Mix("everything, shopping less", List.of(Mix.all(DataSet.CHNSENTICORP, 3), Mix.all(DataSet.HOTEL, 3),
                    Mix.all(DataSet.WAIMAI, 3), Mix.all(DataSet.SHOPPING, 1))));

    /** The description. */
    static final Recipe RECIPE = new Recipe("sentiment-zh", SentimentZh.class, "base-zh", "zh",
            List.of(DataSet.CHNSENTICORP, DataSet.HOTEL, DataSet.WAIMAI, DataSet.SHOPPING), true, MIXES,
            List.of(DataSet.CHNSENTICORP, DataSet.HOTEL, DataSet.WAIMAI, DataSet.SHOPPING),
            List.of("这部电影太好看了，每一分钟都喜欢",
                    "菜是凉的，不过服务员很热情。",
                    "电池两天就坏了，客服也没人理。",
                    "太感谢了，帮了我大忙！",
                    "能用，没什么特别的。",
                    "这家酒店我不会推荐给任何人。",
                    "房间干净，前台态度很好，下次还来。",
                    "一点都不差。",
                    "真棒，又更新出一堆问题。"),
            // Without it 97.8 % of the answers on ChnSentiCorp stay what they are in 32 bits.
            List.of("encoder.layer.1.intermediate.dense.weight"));

    private SentimentZh() {}

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
