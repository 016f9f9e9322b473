package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Sentiment;
import io.glossa.SentimentAnalyzer;
import io.glossa.TextEmbedder;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From texts to a model directory in small: everything of the recipe but the size. */
class HeadDirectoryTest {
    private static final List<LabelledText> TEXTS = List.of(
            new LabelledText("what a lovely day", true),
            new LabelledText("this is the best cake I ever had", true),
            new LabelledText("she was kind and helpful", true),
            new LabelledText("wonderful music, great fun", true),
            new LabelledText("what an awful day", false),
            new LabelledText("this is the worst cake I ever had", false),
            new LabelledText("she was rude and useless", false),
            new LabelledText("terrible noise, a waste of time", false));

    @TempDir
    Path first;

    @TempDir
    Path second;

    private static List<Sample> samples() {
        try (TextEmbedder embedder = TextEmbedder.load("base-en")) {
            List<Sample> samples = new ArrayList<>();
            TEXTS.forEach(text -> samples.add(new Sample(text, embedder.embed(text.text()).vector())));
            return samples;
        }
    }

    private static BinaryHead write(Path folder, List<Sample> samples) {
        BinaryHead head = LogisticRegression.fit(samples, 10);
        HeadDirectory directory = new HeadDirectory(folder, "base-en", "en");
        directory.writeHead(head);
        ObjectNode metrics = SafeJson.mapper().createObjectNode();
        metrics.putObject("test").put("accuracy", 0.5);
        directory.writeManifest(metrics, SafeJson.mapper().createObjectNode().put("seed", 1));
        return head;
    }

    @Test
    void write_sameProbabilitiesAsTheRegression() {
        List<Sample> samples = samples();
        BinaryHead head = write(first, samples);
        try (SentimentAnalyzer analyzer = SentimentAnalyzer.load(first.toString())) {
            for (Sample sample : samples) {
                Sentiment answer = analyzer.classify(sample.text());
                double probability = 1 / (1 + Math.exp(-head.logit(sample.vector())));
                assertThat((double) answer.classification().score("positive")).isCloseTo(probability, within(1e-6));
                assertThat((double) answer.score()).isCloseTo(2 * probability - 1, within(2e-6));
            }
        }
    }

    @Test
    void write_twice() throws IOException {
        write(first, samples());
        write(second, samples());
        for (String name : List.of("head.safetensors", "config.json", "glossa.json")) {
            assertThat(Files.readAllBytes(second.resolve(name))).as(name).isEqualTo(Files.readAllBytes(first.resolve(name)));
        }
    }

    @Test
    void writeManifest_verifies() {
        write(first, samples());
        ModelDirectory model = ModelStore.defaults().open(first.toString());
        assertThat(model.verify().problems()).isEmpty();
        assertThat(model.verify().filesChecked()).isGreaterThanOrEqualTo(2);
        assertThat(model.manifest().orElseThrow().metrics()).containsKey("test");
        assertThat(model.config().labels()).containsExactly("negative", "positive");
    }
}
