package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.data.Dataset;
import io.glossa.recipes.TunedRecipe.Part;
import io.glossa.recipes.TunedRecipe.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunedTextsTest {
    @TempDir
    Path data;

    private static TunedRecipe recipe(Writing writing) {
        return new TunedRecipe("trial", TunedTextsTest.class, "base", "en", List.of(new Part(DataSet.SST2, writing),
                new Part(DataSet.SST2_PHRASES, Writing.FILE), new Part(DataSet.CUSTOMER_REVIEWS, Writing.FILE, 10)), List.of(), "{}",
                List.of(DataSet.SST2), List.of(), List.of());
    }

    /** Two hundred sentences, each with a phrase of its own; the first ten are in the development file. */
    @BeforeEach
    void sets() throws IOException {
        StringBuilder sentences = new StringBuilder("text\tlabel\n");
        StringBuilder phrases = new StringBuilder("text\tlabel\n");
        StringBuilder dev = new StringBuilder("text\tlabel\n");
        StringBuilder reviews = new StringBuilder("text\tlabel\n");
        for (int i = 0; i < 200; i++) {
            String label = i % 2 == 0 ? "positive" : "negative";
            String phrase = "it is n't word" + i + "x";
            (i < 10 ? dev : sentences).append("i said ").append(phrase).append(" .\t").append(label).append('\n');
            phrases.append(phrase).append('\t').append(label).append('\n');
            reviews.append("camera ").append(i).append('\t').append(label).append('\n');
        }
        Path sst2 = Files.createDirectories(data.resolve("sst2"));
        Files.writeString(sst2.resolve("train_sentences.tsv"), sentences);
        Files.writeString(sst2.resolve("dev.tsv"), dev);
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(sst2.resolve("train_phrases.tsv.gz")))) {
            out.write(phrases.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Path other = Files.createDirectories(data.resolve("customer_reviews"));
        Files.writeString(other.resolve("train.tsv"), reviews);
        Files.writeString(other.resolve("dev.tsv"), "text\tlabel\nfine\tpositive\n");
    }

    private static Set<String> letters(List<LabelledText> texts) {
        return texts.stream().map(LabelledText::letters).collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void read_heldOutStaysOut() {
        TunedTexts texts = TunedTexts.read(recipe(Writing.FILE), data, 7, 1);
        assertThat(texts.held()).hasSize(10 + 1);
        Set<String> train = letters(texts.train());
        for (LabelledText held : texts.held()) {
            assertThat(train).noneMatch(text -> held.letters().contains(text));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(train).doesNotContain(LabelledText.letters("i said it is n't word" + i + "x ."));
        }
        assertThat(texts.counts()).containsEntry(DataSet.SST2, 180).containsEntry(DataSet.SST2_PHRASES, 190)
                .containsEntry(DataSet.CUSTOMER_REVIEWS, 9);
        assertThat(texts.train()).hasSize(180 + 190 + 9);
        assertThat(TunedTexts.read(recipe(Writing.FILE), data, 7, 1)).isEqualTo(texts);
        assertThat(TunedTexts.read(recipe(Writing.FILE), data, 8, 1).held()).isNotEqualTo(texts.held());
    }

    @Test
    void read_waysOfWriting() {
        List<LabelledText> both = TunedTexts.read(recipe(Writing.BOTH), data, 7, 1).train();
        assertThat(both).filteredOn(text -> text.text().startsWith("i said it isn't")).hasSize(180);
        assertThat(both).filteredOn(text -> text.text().startsWith("i said it is n't")).hasSize(180);
        List<LabelledText> mixed = TunedTexts.read(recipe(Writing.MIXED), data, 7, 1).train();
        assertThat(mixed).filteredOn(text -> text.text().startsWith("i said it isn't")).hasSize(90);
        assertThat(mixed).filteredOn(text -> text.text().startsWith("i said it is n't")).hasSize(90);
        assertThat(TunedTexts.read(recipe(Writing.PEOPLE), data, 7, 1).train()).noneMatch(text -> text.text().startsWith("i said it is n't"));
    }

    @Test
    void dataset_labelsByName() {
        Dataset set = TunedTexts.dataset("name", List.of(new LabelledText("good", true), new LabelledText("bad", false)));
        assertThat(set.labels()).containsExactly("negative", "positive");
        assertThat(set.size()).isEqualTo(2);
    }
}
