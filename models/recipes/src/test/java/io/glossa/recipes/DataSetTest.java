package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        assertThat(DataSet.CUSTOMER_REVIEWS.train(data)).containsExactly(new LabelledText("it's fine.", true));
    }

    @Test
    void dev_asItIs() throws IOException {
        files(DataSet.CUSTOMER_REVIEWS, "text\tlabel\n", "text\tlabel\nit 's fine .\tpositive\n");
        assertThat(DataSet.CUSTOMER_REVIEWS.dev(data)).containsExactly(new LabelledText("it 's fine .", true));
    }

    @Test
    void read_otherLabel() throws IOException {
        files(DataSet.UCI, "text\tlabel\nsecret\tneutral\n", "text\tlabel\n");
        assertThatThrownBy(() -> DataSet.UCI.train(data)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("neutral").hasMessageNotContaining("secret");
    }

    @Test
    void read_noLabelColumn() throws IOException {
        files(DataSet.UCI, "text\tpolarity\na\tpositive\n", "text\tlabel\n");
        assertThatThrownBy(() -> DataSet.UCI.train(data)).isInstanceOf(InvalidInputException.class).hasMessageContaining("label");
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

    /** On the whole sets where they are; on this test's own small files elsewhere. */
    @Test
    void train_sharesNothingWithDevelopmentTexts() throws IOException {
        Path shared = SharedData.folder().orElse(null);
        if (shared == null) {
            files(DataSet.UCI, "text\tlabel\nfine\tpositive\nbad\tnegative\n", "text\tlabel\nFine!\tpositive\n");
        }
        List<DataSet> sets = shared == null ? List.of(DataSet.UCI) : List.of(DataSet.values());
        Path folder = shared == null ? data : shared;
        for (DataSet set : sets) {
            Set<String> dev = new HashSet<>();
            set.dev(folder).forEach(text -> dev.add(text.letters()));
            List<LabelledText> train = set.train(folder);
            System.out.printf("%s of %s: %d texts%n", set.title(), shared == null ? "the test" : "../shared/data", train.size());
            assertThat(train).isNotEmpty().noneMatch(text -> dev.contains(text.letters()));
        }
    }
}
