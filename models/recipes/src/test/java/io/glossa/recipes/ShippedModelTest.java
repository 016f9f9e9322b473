package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.Polarity;
import io.glossa.SentimentAnalyzer;
import io.glossa.models.ModelStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The embedded models on plain sentences of every day. */
class ShippedModelTest {
    private static final Map<String, List<String>> POSITIVE = Map.of(
            "sentiment-en", List.of(
                    "I loved every minute of it",
                    "Thank you so much, this made my day!",
                    "The staff were very friendly.",
                    "What a beautiful song.",
                    "Best purchase I have made this year.",
                    "My daughter is so happy with her new bike.",
                    "Fast delivery and excellent quality."),
            "sentiment-zh", List.of(
                    "这部电影太好看了，每一分钟都喜欢",
                    "谢谢你们，让我开心了一整天！",
                    "服务员非常热情。",
                    "这首歌真好听。",
                    "这是我今年买得最值的东西。",
                    "女儿特别喜欢她的新自行车。",
                    "送货快，质量也很好。"));
    private static final Map<String, List<String>> NEGATIVE = Map.of(
            "sentiment-en", List.of(
                    "I hated every minute of it",
                    "The food was cold and the waiter was rude.",
                    "It broke after two days.",
                    "Worst customer service ever, I want my money back.",
                    "This film is a boring mess.",
                    "I am really disappointed with this product.",
                    "The app keeps crashing and support never answers."),
            "sentiment-zh", List.of(
                    "菜是凉的，服务员态度还很差。",
                    "用了两天就坏了。",
                    "最差的客服，我要退款。",
                    "这本书又长又无聊，浪费时间。",
                    "对这个产品非常失望。",
                    "软件老是闪退，客服从来不回。",
                    "房间又脏又吵，再也不来了。"));

    static Stream<Arguments> sentences() {
        List<Arguments> sentences = new ArrayList<>();
        POSITIVE.forEach((model, texts) -> sentences.add(Arguments.of(model, Polarity.POSITIVE, texts)));
        NEGATIVE.forEach((model, texts) -> sentences.add(Arguments.of(model, Polarity.NEGATIVE, texts)));
        return sentences.stream();
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void classify_plainSentences(String model, Polarity polarity, List<String> texts) {
        try (SentimentAnalyzer analyzer = SentimentAnalyzer.load(model)) {
            assertThat(analyzer.labels()).isEqualTo(List.of("negative", "positive"));
            assertThat(texts).allSatisfy(text -> assertThat(analyzer.classify(text).polarity()).as(text).isEqualTo(polarity));
        }
    }

    /** What the recipes say now is what the models in the repository were made with. */
    static Stream<TunedRecipe> recipes() {
        return TunedRecipe.shipped().stream();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void manifest_namesItsRecipe(TunedRecipe recipe) {
        var manifest = ModelStore.defaults().open(recipe.name()).manifest().orElseThrow();
        assertThat(manifest.provenance()).containsEntry("recipe", recipe.program().getName()).containsEntry("command", recipe.command());
        assertThat(manifest.base()).contains(recipe.base());
        assertThat(manifest.languages()).containsExactly(recipe.language());
        assertThat(manifest.metrics()).containsOnlyKeys(Stream.concat(recipe.measured().stream().map(set -> set.folder() + "/dev"),
                Stream.of("everyday", "behaviour")).toList());
    }
}
