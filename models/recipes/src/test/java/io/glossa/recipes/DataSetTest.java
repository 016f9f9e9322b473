package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
    @TempDir
    Path data;

    private void files(DataSet set, String train, String dev) throws IOException {
        Path folder = Files.createDirectories(data.resolve(set.folder()));
        Files.writeString(folder.resolve("train.tsv"), train);
        Files.writeString(folder.resolve("dev.tsv"), dev);
    }

    @Test
    void train_withoutRepeatsAndDevelopmentTexts() throws IOException {
        files(DataSet.CUSTOMER_REVIEWS, """
                text\tlabel
                it 's fine .\tpositive
                it's  fine\tnegative
                it broke !\tnegative
                """, "text\tlabel\nIt broke .\tnegative\n");
        assertThat(DataSet.CUSTOMER_REVIEWS.train(data, new HashSet<>())).containsExactly(new LabelledText("it's fine.", true));
    }

    @Test
    void dev_asItIs() throws IOException {
        files(DataSet.CUSTOMER_REVIEWS, "text\tlabel\n", "text\tlabel\nit 's fine .\tpositive\n");
        assertThat(DataSet.CUSTOMER_REVIEWS.dev(data)).containsExactly(new LabelledText("it 's fine .", true));
    }

    @Test
    void read_otherLabel() throws IOException {
        files(DataSet.UCI, "text\tlabel\nsecret\tneutral\n", "text\tlabel\n");
        assertThatThrownBy(() -> DataSet.UCI.train(data, new HashSet<>())).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("neutral").hasMessageNotContaining("secret");
    }

    @Test
    void read_noLabelColumn() throws IOException {
        files(DataSet.UCI, "text\tpolarity\na\tpositive\n", "text\tlabel\n");
        assertThatThrownBy(() -> DataSet.UCI.train(data, new HashSet<>())).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("label");
    }

    @Test
    void goemotions_oneWayAndNoMask() throws IOException {
        Path folder = Files.createDirectories(data.resolve("goemotions"));
        Files.writeString(folder.resolve("dev.tsv"), """
                text\tlabel
                thanks a lot\tgratitude|joy
                what a day\tjoy|sadness
                is it so\tcuriosity
                [NAME] is awful\tanger
                leave me alone\tanger
                """);
        assertThat(DataSet.GOEMOTIONS.dev(data)).isEqualTo(
                List.of(new LabelledText("thanks a lot", true), new LabelledText("leave me alone", false)));
    }

    @Test
    void train_withoutWhatWasSeen() throws IOException {
        files(DataSet.WAIMAI, "text\tlabel\n好吃！\tpositive\n太慢。\tnegative\n", "text\tlabel\n凉了\tnegative\n");
        Set<String> seen = new HashSet<>(Set.of("好吃"));
        assertThat(DataSet.WAIMAI.train(data, seen)).containsExactly(new LabelledText("太慢。", false));
        assertThat(seen).containsExactlyInAnyOrder("好吃", "太慢", "凉了");
    }

    /** On the whole sets where they are; on this test's own small files elsewhere. */
    @Test
    void texts_shareNothingWithDevelopmentTexts() throws IOException {
        Path shared = SharedData.folder().orElse(null);
        if (shared == null) {
            small(LinearSentimentEn.RECIPE);
            small(LinearSentimentZh.RECIPE);
        }
        Path folder = shared == null ? data : shared;
        String where = shared == null ? "the test" : "../shared/data";
        for (Recipe recipe : List.of(LinearSentimentEn.RECIPE, LinearSentimentZh.RECIPE)) {
            Set<String> learnt = new HashSet<>();
            Set<String> allDev = new HashSet<>();
            LinearHeadProgram.texts(recipe, folder).forEach((set, train) -> {
                System.out.printf("%s of %s: %d texts%n", set.title(), where, train.size());
                Set<String> dev = new HashSet<>();
                set.dev(folder).forEach(text -> dev.add(text.letters()));
                allDev.addAll(dev);
                assertThat(train).isNotEmpty().noneMatch(text -> dev.contains(text.letters()));
                if (recipe.overlapping()) {
                    assertThat(train).allMatch(text -> learnt.add(text.letters()));
                }
            });
            if (recipe.overlapping()) {
                assertThat(learnt.stream().filter(allDev::contains)).isEmpty();
            }
        }
    }

    /** Files of all sets, each with a text of its own, a text of its development file and, from the second on, one of the first. */
    private void small(Recipe recipe) throws IOException {
        DataSet first = recipe.sets().get(0);
        for (DataSet set : recipe.sets()) {
            Path folder = Files.createDirectories(data.resolve(set.folder()));
            String positive = set == DataSet.GOEMOTIONS ? "joy" : "positive";
            String file = set.title().substring(set.title().indexOf('/') + 1);
            byte[] train = ("text\tlabel\nown " + set + "\t" + positive + "\nown " + first + "\t" + positive + "\nDev "
                    + set.folder() + "!\t" + positive + "\ndev " + first.folder() + "\t" + positive + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = file.endsWith(".gz") ? new GZIPOutputStream(Files.newOutputStream(folder.resolve(file)))
                    : Files.newOutputStream(folder.resolve(file))) {
                out.write(train);
            }
            Files.writeString(folder.resolve("dev.tsv"), "text\tlabel\ndev " + set.folder() + "\t" + positive + "\n");
        }
    }
}
