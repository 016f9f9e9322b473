package io.glossa.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.ModelFormatException;
import io.glossa.models.testing.Mutator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final String SHA = "ab".repeat(32);
    private static final String FULL = "{'formatVersion': 1, 'task': 'sentiment', 'base': 'base-en', 'head': 'head.safetensors',"
            + " 'languages': ['en'], 'license': 'Apache-2.0', 'labels': {'positive': 1, 'negative': -1.0, 'neutral': 0},"
            + " 'thresholds': {'positive': 0.25}, 'defaultPrecision': 'int8',"
            + " 'files': {'onnx/model.onnx': {'size': 5, 'sha256': '" + SHA + "', 'url': 'x'}},"
            + " 'metrics': {'accuracy': 0.91, 'n': [1, null, {'x': true}], 'none': null},"
            + " 'provenance': {'seed': 7}, 'someday': {'unknown': 1}}";

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Manifest parse(String json) {
        return Manifest.parse(bytes(json), "glossa.json");
    }

    @Test
    void parse_everything() {
        Manifest manifest = parse(FULL);
        assertThat(manifest.formatVersion()).isEqualTo(1);
        assertThat(manifest.task()).contains("sentiment");
        assertThat(manifest.base()).contains("base-en");
        assertThat(manifest.head()).contains("head.safetensors");
        assertThat(manifest.languages()).containsExactly("en");
        assertThat(manifest.license()).contains("Apache-2.0");
        assertThat(manifest.polarity()).isEqualTo(Map.of("positive", 1.0, "negative", -1.0, "neutral", 0.0));
        assertThat(manifest.thresholds()).isEqualTo(Map.of("positive", 0.25));
        assertThat(manifest.defaultPrecision()).contains(Precision.INT8);
        assertThat(manifest.files()).isEqualTo(Map.of("onnx/model.onnx", new Manifest.FileEntry(5, SHA)));
        assertThat(manifest.metrics()).containsEntry("accuracy", 0.91).doesNotContainKey("none");
        assertThat(((List<?>) manifest.metrics().get("n")).get(2)).isEqualTo(Map.of("x", true));
        assertThat(manifest.provenance()).containsEntry("seed", 7);
    }

    @Test
    void parse_least() {
        Manifest manifest = parse("{'formatVersion': 1}");
        assertThat(manifest.task()).isEmpty();
        assertThat(manifest.files()).isEmpty();
        assertThat(manifest.polarity()).isEmpty();
        assertThat(manifest.defaultPrecision()).isEmpty();
    }

    @Test
    void parse_results_cannotBeChanged() {
        Manifest manifest = parse(FULL);
        for (Map<?, ?> map : List.of(manifest.polarity(), manifest.thresholds(), manifest.files(), manifest.metrics())) {
            assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        }
        assertThatThrownBy(() -> ((List<?>) manifest.metrics().get("n")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void formatVersion_later() {
        assertThatThrownBy(() -> parse("{'formatVersion': 2, 'files': 'of another shape'}"))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("found 2").hasMessageContaining("upgrade");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{'formatVersion': '1'}", "{'formatVersion': 0}", "{'formatVersion': 1, 'task': 3}",
        "{'formatVersion': 1, 'labels': {'a': 1.5}}", "{'formatVersion': 1, 'labels': {'a': 'good'}}",
        "{'formatVersion': 1, 'labels': ['a']}", "{'formatVersion': 1, 'thresholds': {'a': null}}",
        "{'formatVersion': 1, 'defaultPrecision': 'fp16'}", "{'formatVersion': 1, 'head': '../head'}",
        "{'formatVersion': 1, 'files': {'a': {}}}", "{'formatVersion': 1, 'files': {'a': {'size': 1, 'sha256': 'xyz'}}}",
        "{'formatVersion': 1, 'files': {'a': {'size': -1, 'sha256': 'SHA'}}}",
        "{'formatVersion': 1, 'files': {'../a': {'size': 1, 'sha256': 'SHA'}}}",
        "{'formatVersion': 1, 'files': {'/a': {'size': 1, 'sha256': 'SHA'}}}",
        "{'formatVersion': 1, 'files': {'a\\\\b': {'size': 1, 'sha256': 'SHA'}}}",
        "{'formatVersion': 1, 'files': {'a': null}}", "{'formatVersion': 1, 'metrics': 5}"})
    void parse_refused(String json) {
        assertThatThrownBy(() -> parse(json.replace("SHA", SHA))).isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("glossa.json").hasMessageContaining("expected");
    }

    @Test
    void fileEntry_refused() {
        assertThatThrownBy(() -> new Manifest.FileEntry(-1, SHA)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Manifest.FileEntry(1, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parse_damagedFiles() {
        byte[] original = bytes(FULL);
        Mutator mutator = new Mutator(13);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            try {
                Manifest.parse(mutator.mutate(original, original.length), "glossa.json");
            } catch (ModelFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}
