package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.models.Manifest;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.ModelSummary;
import io.glossa.models.VerificationReport;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of the sentiment models as their artifacts have them. */
class ShippedFilesTest {
    /** What a graph may weigh, in MiB, and what the repository may keep of it, in bytes. */
    private static final Map<String, Long> LARGEST = Map.of("sentiment-en", 35L, "sentiment-zh", 25L);
    private static final long LARGEST_ADAPTER = 8 << 20;

    @TempDir
    Path cache;

    static Stream<TunedRecipe> recipes() {
        return TunedRecipe.shipped().stream();
    }

    private ModelDirectory open(String model) {
        return ModelStore.builder().cacheDirectory(cache).build().open(model);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void verify_everyFile(TunedRecipe recipe) {
        ModelDirectory model = open(recipe.name());
        VerificationReport report = model.verify();
        assertThat(report.problems()).isEmpty();
        assertThat(report.hasChecksums()).isTrue();
        assertThat(report.filesChecked()).isEqualTo(model.files().size());
        assertThat(model.manifest().orElseThrow().files().keySet())
                .containsExactlyInAnyOrderElementsOf(model.files().stream().filter(file -> !file.equals("glossa.json")).toList())
                .contains("README.md", "LICENSE", "config.json", "tokenizer.json", "onnx/model_quantized.onnx");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void files_smallEnough(TunedRecipe recipe) {
        Map<String, Manifest.FileEntry> files = open(recipe.name()).manifest().orElseThrow().files();
        assertThat(files.get("onnx/model_quantized.onnx").size()).isLessThanOrEqualTo(LARGEST.get(recipe.name()) << 20);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void manifest_saysWhatItIs(TunedRecipe recipe) {
        Manifest manifest = open(recipe.name()).manifest().orElseThrow();
        assertThat(manifest.task()).hasValue("sentiment");
        assertThat(manifest.base()).hasValue(recipe.base());
        assertThat(manifest.adapter()).isEmpty();
        assertThat(manifest.languages()).containsExactly(recipe.language());
        assertThat(manifest.license()).hasValue("Apache-2.0");
        assertThat(manifest.polarity()).isEqualTo(Map.of("negative", -1.0, "positive", 1.0));
        assertThat(manifest.provenance()).containsKeys("command", "seed", "data");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void manifest_metricsAreInTheCard(TunedRecipe recipe) {
        ModelDirectory model = open(recipe.name());
        String card = new String(model.read("README.md"), StandardCharsets.UTF_8);
        Map<String, Object> metrics = model.manifest().orElseThrow().metrics();
        recipe.measured().forEach(set -> {
            Map<?, ?> numbers = (Map<?, ?>) metrics.get(set.folder() + "/dev");
            String row = card.lines().map(line -> line.replace(",", "")).filter(line -> line.startsWith("| " + set.folder() + " dev | "
                    + numbers.get("examples") + " | ")).findFirst().orElseThrow();
            // Rounded twice: to four digits in the manifest, to a tenth of a per cent in the card.
            assertThat(Double.parseDouble(row.split("\\|")[3].strip().split(" ")[0]))
                    .isCloseTo(100 * ((Number) numbers.get("accuracy")).doubleValue(), within(0.06));
        });
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void config_labels(TunedRecipe recipe) {
        assertThat(open(recipe.name()).config().labels()).containsExactly("negative", "positive");
        assertThat(open(recipe.name()).config().labelIds()).isEqualTo(Map.of("negative", 0, "positive", 1));
    }

    /** Halves of finite factors, which are in the repository and not in the artifact. */
    @ParameterizedTest
    @MethodSource("recipes")
    void adapter_finiteHalves(TunedRecipe recipe) throws IOException {
        Path file = Path.of(System.getProperty("glossa.root")).resolve(recipe.folder()).resolve("adapter.safetensors");
        assertThat(Files.size(file)).isLessThanOrEqualTo(LARGEST_ADAPTER);
        SafeTensors adapter = SafeTensors.open(file);
        assertThat(adapter.tensors().values()).isNotEmpty().allMatch(tensor -> tensor.dtype() == DType.F16);
        adapter.tensors().keySet().forEach(name -> assertThat(adapter.floats(name)).as(name)
                .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void embedded_listsIt(TunedRecipe recipe) {
        ModelSummary summary = ModelStore.defaults().embedded().stream()
                .filter(model -> model.name().equals(recipe.name())).findFirst().orElseThrow();
        assertThat(summary.task()).isEqualTo("sentiment");
        assertThat(summary.languages()).containsExactly(recipe.language());
    }
}
