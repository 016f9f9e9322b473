package io.glossa.model.sentiment.zh;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.models.Manifest;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.ModelSummary;
import io.glossa.models.VerificationReport;
import io.glossa.models.format.SafeTensors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentimentZhTest {
    @TempDir
    Path cache;

    private ModelDirectory open() {
        return ModelStore.builder().cacheDirectory(cache).build().open("sentiment-zh");
    }

    @Test
    void verify_everyFile() {
        VerificationReport report = open().verify();
        assertThat(report.problems()).isEmpty();
        assertThat(report.hasChecksums()).isTrue();
        assertThat(report.filesChecked()).isEqualTo(open().files().size());
    }

    @Test
    void manifest_listsEveryFile() {
        ModelDirectory model = open();
        assertThat(model.manifest().orElseThrow().files().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        model.files().stream().filter(file -> !file.equals("glossa.json")).toList())
                .contains("README.md", "LICENSE", "config.json", "head.safetensors");
    }

    @Test
    void manifest_saysWhatItIs() {
        Manifest manifest = open().manifest().orElseThrow();
        assertThat(manifest.task()).hasValue("sentiment");
        assertThat(manifest.base()).hasValue("base-zh");
        assertThat(manifest.head()).hasValue("head.safetensors");
        assertThat(manifest.languages()).containsExactly("zh");
        assertThat(manifest.license()).hasValue("Apache-2.0");
        assertThat(manifest.polarity()).isEqualTo(Map.of("negative", -1.0, "positive", 1.0));
        assertThat(manifest.provenance()).containsKeys("command", "seed", "data");
    }

    @Test
    void manifest_metricsAreInTheCard() {
        ModelDirectory model = open();
        String card = new String(model.read("README.md"), StandardCharsets.UTF_8);
        Map<String, Object> metrics = model.manifest().orElseThrow().metrics();
        assertThat(metrics).containsKeys("chnsenticorp/dev", "chnsenticorp_hotel/dev", "waimai_10k/dev", "online_shopping_10_cats/dev");
        metrics.forEach((set, numbers) -> {
            String examples = String.valueOf(((Map<?, ?>) numbers).get("examples"));
            String folder = set.substring(0, set.indexOf('/'));
            assertThat(card.lines().map(line -> line.replace(",", "")))
                    .anyMatch(line -> line.startsWith("| " + folder + " dev | " + examples + " |"));
        });
    }

    @Test
    void config_labels() {
        assertThat(open().config().labels()).containsExactly("negative", "positive");
        assertThat(open().config().labelIds()).isEqualTo(Map.of("negative", 0, "positive", 1));
    }

    @Test
    void head_fitsTheBase() {
        ModelDirectory model = open();
        SafeTensors head = SafeTensors.read(model.read("head.safetensors"), "head");
        int hidden = ModelStore.builder().cacheDirectory(cache).build().open("base-zh").config().hiddenSize().orElseThrow();
        assertThat(head.shape("classifier.weight")).isEqualTo(List.of(2L, (long) hidden));
        assertThat(head.shape("classifier.bias")).isEqualTo(List.of(2L));
        assertThat(head.floats("classifier.weight")).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    }

    @Test
    void embedded_listsIt() {
        ModelSummary summary = ModelStore.defaults().embedded().stream()
                .filter(model -> model.name().equals("sentiment-zh"))
                .findFirst()
                .orElseThrow();
        assertThat(summary.task()).isEqualTo("sentiment");
        assertThat(summary.languages()).containsExactly("zh");
    }
}
