package io.glossa.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.glossa.TextClassifier;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.internal.engine.EncoderBatch;
import io.glossa.internal.engine.EncoderSession;
import io.glossa.internal.engine.EngineOptions;
import io.glossa.internal.engine.FloatTensor;
import io.glossa.models.Manifest;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelFormat;
import io.glossa.models.ModelStore;
import io.glossa.models.OnnxFile;
import io.glossa.models.Precision;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.testing.Fixtures;
import io.glossa.testing.ModelCopy;
import io.glossa.tokenizer.TextPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exports of checkpoints of every head, against the 32-bit graphs of the same weights. */
class ModelExporterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "distilbert-sst2,classification,false", "distilbert-sst2,classification,true",
        "xlm-roberta-ner,token-classification,false", "mpnet-embed-max,embedding,false", "mpnet-embed-max,embedding,true",
        "bert-reranker,reranking,false",
    })
    void export_fp32_givesTheNumbersOfTheCheckpoint(String fixture, String task, boolean portable) {
        Path out = folder.resolve("sub/out");
        ExportReport report = ModelExporter.builder(Fixtures.model(fixture)).portable(portable).verify(texts(fixture)).build().export(out);
        assertThat(report.passed()).isTrue();
        assertThat(report.task()).isEqualTo(task);
        assertThat(report.measures().orElseThrow().maxDifference()).isLessThan(1e-4);
        assertThat(report.measures().orElseThrow().texts()).isEqualTo(texts(fixture).size());
        ModelDirectory written = ModelStore.defaults().open(out.toString());
        assertThat(written.verify().ok()).isTrue();
        assertThat(written.verify().hasChecksums()).isTrue();
        assertThat(written.files()).contains("config.json", "tokenizer_config.json", "glossa.json", "onnx/model.onnx")
                .noneMatch(file -> file.endsWith(".safetensors") || file.endsWith(".jsonl"));
        OnnxFile graph = written.onnx(Precision.AUTO);
        assertThat(graph.inputs()).contains("attention_mask");
        assertThat(graph.operators().stream().anyMatch(operator -> operator.startsWith("com.microsoft"))).isNotEqualTo(portable);
    }

    @ParameterizedTest
    @MethodSource("everyArchitectureAndHead")
    void export_int8_agreesAndIsTheDefaultOfWhatIsWritten(String fixture) {
        Path out = folder.resolve("out");
        ExportReport report = ModelExporter.builder(Fixtures.model(fixture)).precision(Precision.INT8).minAgreement(0.85)
                .verify(texts(fixture)).build().export(out);
        ExportMeasures measures = report.measures().orElseThrow();
        System.out.println(fixture + " in int8: " + report);
        // Random weights and a few odd texts: at least 0.90 where measured, less the one text that another processor may round.
        assertThat(measures.agreement().orElseGet(() -> measures.meanCosine().orElseThrow())).isGreaterThanOrEqualTo(0.85);
        assertThat(measures.maxDifference()).isPositive();
        assertThat(report.bytes()).isLessThan(report.fp32Bytes());
        assertThat(ModelStore.defaults().open(out.toString()).onnx(Precision.AUTO).precision()).isEqualTo(Precision.INT8);
    }

    static Stream<String> everyArchitectureAndHead() {
        return Stream.concat(Fixtures.ARCHITECTURES.stream(),
                Stream.of("xlm-roberta-ner", "mpnet-embed-max", "xlm-roberta-reranker", "bert-multilabel", "bert-regression"));
    }

    @Test
    void export_brokenQuantisation_isRefused_andWrittenOnlyByForce() throws IOException {
        String broken = BrokenCheckpoint.of("distilbert-sst2", folder).model();
        List<LabelledText> texts = labelled(broken, Fixtures.texts("distilbert-sst2"));
        Path out = folder.resolve("exports/out");
        ModelExporter.Builder int8 = ModelExporter.builder(broken).precision(Precision.INT8).verify(texts);
        assertThatExceptionOfType(ModelFormatException.class).isThrownBy(() -> int8.build().export(out))
                .withMessageContaining("accuracy loss of at most 0.005, found 0.")
                .withMessageContaining("(from 1.0000 to 0.")
                .withMessageContaining("agreement of at least 0.98, found 0.");
        try (Stream<Path> left = Files.list(out.getParent())) {
            assertThat(left).isEmpty();
        }
        ExportReport forced = int8.force(true).build().export(out);
        assertThat(forced.forced()).isTrue();
        assertThat(forced.problems()).hasSize(2);
        assertThat(forced.measures().orElseThrow().accuracyLoss().orElseThrow()).isGreaterThan(0.005);
        assertThat(forced.measures().orElseThrow().before().orElseThrow().accuracy()).isEqualTo(1);
        assertThat(ModelStore.defaults().open(out.toString()).manifest().map(Manifest::metrics).orElseThrow().get("export"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP).containsEntry("passed", false);
        // The same checkpoint loses nothing in 32 bits: it is the quantisation that is broken.
        assertThat(ModelExporter.builder(broken).verify(texts).build().export(folder.resolve("fp32")).passed()).isTrue();
    }

    @Test
    void export_brokenQuantisation_passesWithTheBrokenProductsIn32Bits() throws IOException {
        String broken = BrokenCheckpoint.of("distilbert-sst2", folder).model();
        List<LabelledText> texts = labelled(broken, Fixtures.texts("distilbert-sst2"));
        Path out = folder.resolve("out");
        ExportReport report = ModelExporter.builder(broken).precision(Precision.INT8).minAgreement(0.95).maxLoss(0.05).keep(2)
                .verify(texts).build().export(out);
        assertThat(report.kept()).containsExactlyInAnyOrder("distilbert.transformer.layer.0.ffn.lin2.weight",
                "distilbert.transformer.layer.1.ffn.lin2.weight");
        assertThat(report.passed()).isTrue();
        assertThat(ModelStore.defaults().open(out.toString()).manifest().map(Manifest::provenance).orElseThrow().get("options"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP).containsEntry("kept", report.kept());
        assertThatIllegalArgumentException().isThrownBy(() -> ModelExporter.builder(broken).keep(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> ModelExporter.builder(broken).keep(1).verify(texts).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelExporter.builder(broken).keep(1).precision(Precision.INT8).build());
    }

    @Test
    void export_padded_givesTheNumbersOfTheTextAlone() throws IOException {
        Path out = folder.resolve("out");
        ModelExporter.builder(Fixtures.model("distilbert-sst2")).build().export(out);
        try (EncoderSession session = EncoderSession.open(out.resolve("onnx/model.onnx"), new EngineOptions(EngineOptions.Cuda.NEVER, 0))) {
            FloatTensor alone = session.run(new EncoderBatch(1, 3, new long[] {2, 7, 3}, new long[] {1, 1, 1}, new long[3]), "logits");
            FloatTensor padded = session.run(new EncoderBatch(2, 5, new long[] {2, 7, 3, 0, 0, 2, 9, 8, 7, 3},
                    new long[] {1, 1, 1, 0, 0, 1, 1, 1, 1, 1}, new long[10]), "logits");
            for (int label = 0; label < alone.dim(1); label++) {
                assertThat(padded.slice(label, 1)[0]).isCloseTo(alone.slice(label, 1)[0], within(1e-5f));
            }
        }
    }

    @Test
    void export_manifestOfTheModel_isCarriedOver() {
        ModelCopy copy = ModelCopy.of("distilbert-sst2", folder);
        String label = ModelStore.defaults().open(copy.model()).config().labels().get(0);
        copy.write("glossa.json", "{\"formatVersion\": 1, \"task\": \"sentiment\", \"languages\": [\"en\"], \"license\": \"MIT\","
                + " \"labels\": {\"" + label + "\": -1}, \"thresholds\": {\"" + label + "\": 0.9}, \"metrics\": {\"accuracy\": 0.9},"
                + " \"provenance\": {\"seed\": 1}}").write("README.md", "a card").write("optimizer.pt", "x");
        Path out = folder.resolve("out");
        ModelExporter.builder(copy.model()).verify(texts("distilbert-sst2")).build().export(out);
        ModelDirectory written = ModelStore.defaults().open(out.toString());
        Manifest manifest = written.manifest().orElseThrow();
        assertThat(manifest.task()).contains("sentiment");
        assertThat(manifest.license()).contains("MIT");
        assertThat(manifest.polarity()).containsEntry(label, -1.0);
        assertThat(manifest.thresholds()).containsEntry(label, 0.9);
        assertThat(manifest.metrics()).containsOnlyKeys("export");
        assertThat(manifest.provenance()).containsKeys("command", "from", "options", "writer", "source");
        assertThat(String.valueOf(manifest.provenance())).contains("seed").doesNotContain(folder.toString());
        assertThat(written.files()).contains("README.md").doesNotContain("optimizer.pt");
    }

    @Test
    void export_base_isNamedByItsLastPart() {
        ModelCopy copy = ModelCopy.of("distilbert-sst2", folder);
        String elsewhere = folder.resolve("somewhere/my-base").toAbsolutePath().toString().replace("\\", "\\\\");
        Map<String, String> expected = Map.of(elsewhere, "my-base", "../x/other", "other", "hub:org/name@main", "hub:org/name@main",
                "org/name", "org/name", "base-en", "base-en", "BERT large", "BERT large");
        int count = 0;
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            copy.write("glossa.json", "{\"formatVersion\": 1, \"base\": \"" + entry.getKey() + "\"}");
            Path out = folder.resolve("out" + count++);
            ModelExporter.builder(copy.model()).build().export(out);
            Map<String, Object> provenance = ModelStore.defaults().open(out.toString()).manifest().orElseThrow().provenance();
            assertThat(provenance.get("source")).isEqualTo(Map.of("base", entry.getValue()));
        }
    }

    @Test
    void export_twice_givesTheSameBytes() throws IOException {
        ModelExporter exporter = ModelExporter.builder(Fixtures.model("distilbert-sst2")).precision(Precision.INT8)
                .minAgreement(0).verify(texts("distilbert-sst2")).build();
        Path one = exporter.export(folder.resolve("one")).folder();
        Path two = exporter.export(folder.resolve("two")).folder();
        for (String file : ModelStore.defaults().open(one.toString()).files()) {
            assertThat(two.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
        }
    }

    @Test
    void export_int8WithoutTexts_needsForce() {
        ModelExporter.Builder int8 = ModelExporter.builder(Fixtures.model("distilbert-sst2")).precision(Precision.INT8);
        Path out = folder.resolve("out");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> int8.build().export(out))
                .withMessageContaining("expected texts");
        assertThat(out).doesNotExist();
        ExportReport report = int8.force(true).build().export(out);
        assertThat(report.measures()).isEmpty();
        assertThat(report.forced()).isTrue();
    }

    @Test
    void export_target_mustBeFree() throws IOException {
        ModelExporter exporter = ModelExporter.builder(Fixtures.model("distilbert-sst2")).build();
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("mine.txt"), "mine");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> exporter.export(full)).withMessageContaining("empty");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> exporter.export(full.resolve("mine.txt")));
        assertThat(full.resolve("mine.txt")).hasContent("mine");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        exporter.export(empty);
        assertThat(empty.resolve("glossa.json")).exists();
    }

    @Test
    void export_wrongLabelOrPair_namesThePlaceAndNotTheText() {
        LabelledText good = LabelledText.of("canary");
        ModelExporter.Builder classifier = ModelExporter.builder(Fixtures.model("distilbert-sst2"));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> classifier.verify(List.of(good, LabelledText.of("canary", "canary"))).build().export(folder.resolve("a")))
                .withMessageContaining("verify[1]").withMessageNotContaining("canary");
        LabelledText pair = new LabelledText(new TextPair("canary", "bird"), Optional.empty());
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ModelExporter.builder(Fixtures.model("mpnet-embed-max")).verify(List.of(pair)).build()
                        .export(folder.resolve("b")))
                .withMessageContaining("pair").withMessageNotContaining("canary");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void export_modelsThatCannotBe_areRefused() throws IOException {
        Path head = Files.createDirectories(folder.resolve("head"));
        Files.writeString(head.resolve("glossa.json"), "{\"formatVersion\": 1, \"base\": \"base-en\", \"head\": \"head.safetensors\"}");
        Files.writeString(head.resolve("config.json"), "{\"model_type\": \"bert\"}");
        new SafeTensorsWriter().add("classifier.bias", new float[2], 2).write(head.resolve("head.safetensors"));
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> ModelExporter.builder(head.toString()).build().export(folder.resolve("a")))
                .withMessageContaining("base-en");
        assertThatExceptionOfType(ModelNotFoundException.class)
                .isThrownBy(() -> ModelExporter.builder(folder.resolve("none").toString()).build().export(folder.resolve("b")));
        assertThatIllegalArgumentException().isThrownBy(() -> ModelExporter.builder("base-en").precision(Precision.AUTO));
        assertThatIllegalArgumentException().isThrownBy(() -> ModelExporter.builder("base-en").maxLoss(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelExporter.builder("base-en").precision(Precision.INT8).portable(true).build());
    }

    private static List<LabelledText> texts(String fixture) {
        return Fixtures.texts(fixture).stream().map(LabelledText::of).toList();
    }

    /** Texts with the labels that the checkpoint gives them in 32 bits. */
    private static List<LabelledText> labelled(String model, List<String> texts) {
        try (TextClassifier classifier = TextClassifier.builder(model).modelFormat(ModelFormat.WEIGHTS).build()) {
            return texts.stream().map(text -> new LabelledText(TextPair.of(text), Optional.of(Set.of(classifier.classify(text).best().label()))))
                    .toList();
        }
    }
}
