package io.glossa.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Classification;
import io.glossa.Device;
import io.glossa.TextClassifier;
import io.glossa.base.internal.SafeJson;
import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.export.ModelExporter;
import io.glossa.models.ModelStore;
import io.glossa.models.ProblemType;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.training.report.HistoryWriter;
import io.glossa.training.report.TrainingHistory;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings of tiny models, a second or two each. */
class ClassifierTrainerTest {
    @TempDir
    Path folder;

    private static TrainingOptions.Builder quick() {
        return TrainingOptions.builder().epochs(6).learningRate(5e-3).batchSize(16).dropout(0);
    }

    private static ClassifierTrainer trainer(String fixture, TrainingOptions options) {
        return ClassifierTrainer.builder(SmallData.base(fixture)).options(options).threads(1).build();
    }

    private static double accuracy(Path model, Dataset data) {
        try (TextClassifier classifier = TextClassifier.load(model.toString())) {
            List<Example> examples = data.examples().toList();
            List<Classification> answers = classifier.classifyPairs(examples.stream().map(Example::text).toList());
            int right = 0;
            for (int i = 0; i < answers.size(); i++) {
                right += examples.get(i).labels().contains(answers.get(i).best().label()) ? 1 : 0;
            }
            return right / (double) answers.size();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-embed-mean", "roberta-sentiment", "distilbert-sst2", "electra-subj", "albert-sst2", "mpnet-topics",
        "deberta-v2-nli", "modernbert-topics", "xlm-roberta-sentiment"})
    void train_full(String fixture) throws IOException {
        Path out = folder.resolve("model");
        TrainingResult result = trainer(fixture, quick().build()).train(SmallData.single(240, 1), SmallData.single(80, 2), out);
        assertThat(result.labels()).containsExactlyInAnyOrder("food", "music", "sport");
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.9);
        assertThat(result.servedDifference()).isLessThan(1e-4);
        assertThat(accuracy(out, SmallData.single(80, 2))).isCloseTo(result.metrics().get("accuracy"), within(1e-9));
        assertThat(ModelStore.defaults().open(out.toString()).verify().problems()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactly("model");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void train_bfloat16_provesWhatIsServed(boolean lora) throws IOException {
        Path out = folder.resolve("model");
        TrainingOptions options = quick().bfloat16(true).method(lora ? TrainingMethod.LORA : TrainingMethod.FULL).build();
        TrainingResult result = trainer("bert-embed-mean", options).train(SmallData.single(240, 1), SmallData.single(80, 2), out);
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.9);
        assertThat(result.servedDifference()).isLessThan(1e-4);
    }

    /** A classifier's own graph gives logits; the encoder is in its weights, for training and for serving. */
    @ParameterizedTest
    @ValueSource(strings = {"bert-uncased-sst2", "roberta-sentiment", "distilbert-sst2", "deberta-v2-nli"})
    void train_head_onAClassifier(String fixture) {
        Path out = folder.resolve("model");
        TrainingResult result = trainer(fixture, TrainingOptions.builder().method(TrainingMethod.HEAD).build())
                .train(SmallData.single(240, 1), SmallData.single(80, 2), out);
        assertThat(result.servedDifference()).isLessThan(1e-4);
        assertThat(accuracy(out, SmallData.single(80, 2))).isCloseTo(result.metrics().get("accuracy"), within(1e-9)).isGreaterThan(0.6);
    }

    @Test
    void train_twiceAtOnce_intoOneFolder() throws IOException {
        Path out = folder.resolve("new/deep/model");
        AtomicInteger refused = new AtomicInteger();
        TrainingListener second = new TrainingListener() {
            @Override
            public void phase(String phase) {
                assertThatThrownBy(() -> trainer("bert-embed-mean", quick().build()).train(SmallData.single(60, 1), out))
                        .isInstanceOf(InvalidInputException.class).hasMessageContaining("other training");
                refused.incrementAndGet();
            }
        };
        ClassifierTrainer first = ClassifierTrainer.builder(SmallData.base("bert-embed-mean")).options(quick().epochs(1).build()).threads(1)
                .listener(second).build();
        // What a killed process leaves of its lock.
        Files.createDirectories(out.getParent());
        Files.createFile(out.resolveSibling(".model.training.lock"));
        first.train(SmallData.single(60, 1), out);
        assertThat(refused).hasPositiveValue();
        assertThat(out.getParent().toFile().list()).containsExactly("model");
    }

    @Test
    void train_refused_leavesNoFolders() {
        Path out = folder.resolve("new/deep/model");
        assertThatThrownBy(() -> trainer("bert-embed-mean", quick().build()).train(Dataset.of("none", List.of()), out))
                .isInstanceOf(InvalidInputException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void train_writesWhatTransformersExpects() throws IOException {
        Path out = folder.resolve("model");
        trainer("bert-embed-mean", quick().epochs(1).build()).train(SmallData.single(60, 1), SmallData.single(30, 2), out);
        ObjectNode manifest = SafeJson.object(Files.readAllBytes(out.resolve("glossa.json")), "glossa.json");
        assertThat(manifest.at("/provenance/chosen/label_smoothing").asDouble()).isEqualTo(0.1);
        ObjectNode config = SafeJson.object(Files.readAllBytes(out.resolve("config.json")), "config.json");
        assertThat(config.path("architectures").get(0).asText()).isEqualTo("BertForSequenceClassification");
        assertThat(config.path("id2label").path("2").asText()).isEqualTo("sport");
        assertThat(config.path("label2id").path("food").asInt()).isZero();
        assertThat(config.path("problem_type").asText()).isEqualTo("single_label_classification");
        SafeTensors weights = SafeTensors.open(out.resolve("model.safetensors"));
        assertThat(weights.tensors()).containsKeys("bert.embeddings.word_embeddings.weight", "bert.pooler.dense.weight", "classifier.bias",
                "bert.encoder.layer.1.attention.self.query.weight");
        assertThat(weights.metadata()).containsEntry("format", "pt");
        assertThat(out.resolve("modules.json")).doesNotExist();
        assertThat(out.resolve("report.html")).content().contains("sport");
        assertThat(out.resolve("README.md")).content().startsWith("---").contains("glossa train classify");
        assertThat(out.resolve("history.jsonl")).content().contains("\"type\":\"epoch\"", "\"type\":\"step\"");
    }

    @Test
    void train_multiLabel() {
        Path out = folder.resolve("model");
        TrainingResult result = trainer("bert-embed-mean", quick().calibrationShare(0.2).build())
                .train(SmallData.multi(500, 1), SmallData.multi(100, 2), out);
        assertThat(result.type()).isEqualTo(ProblemType.MULTI_LABEL_CLASSIFICATION);
        assertThat(result.metrics().get("macro_f1")).isGreaterThan(0.9);
        try (TextClassifier classifier = TextClassifier.load(out.toString())) {
            int exact = 0;
            List<Example> examples = SmallData.multi(100, 2).examples().toList();
            for (Example example : examples) {
                Set<String> selected = Set.copyOf(classifier.classify(example.text()).selected().stream().map(l -> l.label()).toList());
                exact += selected.equals(example.labels()) ? 1 : 0;
            }
            assertThat(exact / 100.0).isCloseTo(result.metrics().get("accuracy"), within(1e-9));
        }
    }

    @Test
    void train_regression() {
        Path out = folder.resolve("model");
        TrainingResult result = trainer("bert-embed-mean", quick().build()).train(SmallData.numbers(400, 1), SmallData.numbers(80, 2), out);
        assertThat(result.type()).isEqualTo(ProblemType.REGRESSION);
        assertThat(result.metrics().get("pearson")).isGreaterThan(0.9);
        try (TextClassifier classifier = TextClassifier.load(out.toString())) {
            double error = 0;
            for (Example example : SmallData.numbers(80, 2).examples().toList()) {
                error += Math.abs(classifier.classify(example.text()).best().score() - example.value().getAsDouble()) / 80;
            }
            assertThat(error).isCloseTo(result.metrics().get("mae"), within(1e-3));
        }
    }

    @Test
    void train_pairs() {
        Path out = folder.resolve("model");
        TrainingResult result = trainer("bert-uncased-sst2", quick().epochs(12).build())
                .train(SmallData.pairs(800, 1), SmallData.pairs(100, 2), out);
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.8);
        assertThat(accuracy(out, SmallData.pairs(100, 2))).isCloseTo(result.metrics().get("accuracy"), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-embed-mean", "deberta-v2-nli", "modernbert-topics"})
    void train_lora(String fixture) {
        Path out = folder.resolve("model");
        TrainingOptions options = quick().method(TrainingMethod.LORA).learningRate(2e-2).epochs(10).loraDropout(0).build();
        TrainingResult result = trainer(fixture, options).train(SmallData.single(240, 1), SmallData.single(80, 2), out);
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.85);
        assertThat(result.servedDifference()).isLessThan(1e-4);
        assertThat(SafeTensors.open(out.resolve("model.safetensors")).tensors().keySet()).noneMatch(name -> name.contains("lora"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-embed-mean", "roberta-sentiment"})
    void train_adapter(String fixture) throws IOException {
        Path out = folder.resolve("model");
        TrainingOptions options = quick().method(TrainingMethod.LORA).learningRate(2e-2).epochs(8).loraRank(4).loraTargets(List.of("query"))
                .adapter(true).build();
        TrainingResult result = trainer(fixture, options).train(SmallData.single(240, 1), SmallData.single(80, 2), out);
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.8);
        assertThat(result.servedDifference()).isLessThan(1e-4);
        assertThat(out.resolve("model.safetensors")).doesNotExist();
        assertThat(out.resolve("tokenizer.json")).doesNotExist();
        assertThat(Files.size(out.resolve("adapter.safetensors"))).isLessThan(40_000);
        assertThat(accuracy(out, SmallData.single(80, 2))).isCloseTo(result.metrics().get("accuracy"), within(1e-9));
        ClassifierTrainer onAdapter = ClassifierTrainer.builder(out.toString()).threads(1).options(quick().epochs(1).build()).build();
        assertThatThrownBy(() -> onAdapter.train(SmallData.single(60, 3), folder.resolve("second"))).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("found an adapter of").hasMessageContaining("merged");
        ModelExporter.builder(out.toString()).build().export(folder.resolve("merged"));
        assertThat(accuracy(folder.resolve("merged"), SmallData.single(80, 2))).isCloseTo(result.metrics().get("accuracy"), within(1e-9));
    }

    /** A folder with a copy of a fixture, {@code base}, and an adapter of it, {@code adapters/mine}. */
    private Path adapterBesideItsBase(String fixture) throws IOException {
        Path pair = Files.createDirectory(folder.resolve("pair"));
        Path base = SmallData.copy(fixture, pair.resolve("base"));
        TrainingOptions options = quick().method(TrainingMethod.LORA).epochs(1).loraRank(2).adapter(true).build();
        ClassifierTrainer.builder(base.toString()).options(options).threads(1).build()
                .train(SmallData.single(100, 1), SmallData.single(40, 2), pair.resolve("adapters/mine"));
        return pair;
    }

    @Test
    void train_adapter_movedTogetherWithItsBase() throws IOException {
        Path pair = adapterBesideItsBase("bert-embed-mean");
        double before = accuracy(pair.resolve("adapters/mine"), SmallData.single(40, 2));
        Path moved = Files.move(pair, folder.resolve("elsewhere"));
        Path mine = moved.resolve("adapters/mine");
        assertThat(accuracy(mine, SmallData.single(40, 2))).isEqualTo(before);
        ObjectNode manifest = SafeJson.object(Files.readAllBytes(mine.resolve("glossa.json")), "glossa.json");
        assertThat(manifest.path("base").asText()).isEqualTo("../../base");
        assertThat(manifest.path("base_sha256").asText()).matches("[0-9a-f]{64}");
        for (String file : List.of("glossa.json", "README.md", "report.html")) {
            assertThat(mine.resolve(file)).content().doesNotContain(folder.toString());
        }
        ModelExporter.builder(mine.toString()).build().export(folder.resolve("merged"));
        ObjectNode merged = SafeJson.object(Files.readAllBytes(folder.resolve("merged/glossa.json")), "glossa.json");
        assertThat(merged.at("/provenance/source/base").asText()).isEqualTo("base");
        assertThat(merged.toString()).doesNotContain(folder.toString()).doesNotContain("..");
    }

    @Test
    void train_adapter_baseThatWasChanged_isRefused() throws IOException {
        Path pair = adapterBesideItsBase("distilbert-sst2");
        String mine = pair.resolve("adapters/mine").toString();
        TextClassifier.load(mine).close();
        Path weights = pair.resolve("base/model.safetensors");
        SafeTensors old = SafeTensors.read(Files.readAllBytes(weights), "base");
        // One number of one parameter; names and shapes stay, so the factors would fit.
        SafeTensorsWriter changed = new SafeTensorsWriter();
        for (String name : old.tensors().keySet()) {
            float[] values = old.floats(name);
            values[0] += name.contains("layer.0.attention.q_lin.weight") ? 1e-3f : 0;
            changed.add(name, values, old.shape(name).stream().mapToLong(Long::longValue).toArray());
        }
        Files.delete(weights);
        changed.write(weights);
        assertThatThrownBy(() -> TextClassifier.load(mine)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("which the adapter was trained on").hasMessageContaining(pair.resolve("base").toRealPath().toString());
        // An adapter that does not know its base is not asked.
        Path manifest = pair.resolve("adapters/mine/glossa.json");
        ObjectNode json = SafeJson.object(Files.readAllBytes(manifest), "glossa.json").without("base_sha256");
        Files.writeString(manifest, json.toString());
        TextClassifier.load(mine).close();
    }

    /** Checkpoints of older versions of transformers have positions as whole numbers among their tensors. */
    @Test
    void train_baseWithTensorsOfWholeNumbers() throws IOException {
        Path base = SmallData.copy("distilbert-sst2", folder.resolve("base"));
        SafeTensors old = SafeTensors.read(Files.readAllBytes(base.resolve("model.safetensors")), "base");
        SafeTensorsWriter writer = new SafeTensorsWriter().add("distilbert.embeddings.position_ids", DType.I64, List.of(1L, 3L),
                sink -> sink.longs(LongBuffer.wrap(new long[] {0, 1, 2})));
        for (String name : old.tensors().keySet()) {
            writer.add(name, old.floats(name), old.shape(name).stream().mapToLong(Long::longValue).toArray());
        }
        Files.delete(base.resolve("model.safetensors"));
        writer.write(base.resolve("model.safetensors"));
        TrainingResult result = ClassifierTrainer.builder(base.toString()).options(quick().epochs(1).build()).threads(1).build()
                .train(SmallData.single(60, 1), SmallData.single(30, 2), folder.resolve("model"));
        assertThat(result.servedDifference()).isLessThan(1e-4);
    }

    @Test
    void train_head() {
        Path out = folder.resolve("model");
        TrainingResult result = trainer("bert-embed-mean", TrainingOptions.builder().method(TrainingMethod.HEAD).build())
                .train(SmallData.single(600, 1), SmallData.single(100, 2), out);
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.6);
        assertThat(result.servedDifference()).isLessThan(1e-4);
        assertThat(accuracy(out, SmallData.single(100, 2))).isCloseTo(result.metrics().get("accuracy"), within(1e-9));
        ClassifierTrainer onHead = ClassifierTrainer.builder(out.toString()).threads(1).options(quick().build()).build();
        assertThatThrownBy(() -> onHead.train(SmallData.single(60, 3), folder.resolve("second"))).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("found a head on");
    }

    @Test
    void train_head_movedTogetherWithItsBase() throws IOException {
        Path pair = Files.createDirectory(folder.resolve("pair"));
        Path base = SmallData.copy("bert-embed-mean", pair.resolve("base"));
        ClassifierTrainer.builder(base.toString()).options(TrainingOptions.builder().method(TrainingMethod.HEAD).build()).threads(1).build()
                .train(SmallData.single(100, 1), SmallData.single(40, 2), pair.resolve("head"));
        double before = accuracy(pair.resolve("head"), SmallData.single(40, 2));
        Path moved = Files.move(pair, folder.resolve("elsewhere"));
        assertThat(accuracy(moved.resolve("head"), SmallData.single(40, 2))).isEqualTo(before);
    }

    @Test
    void train_linear() {
        Path out = folder.resolve("model");
        ClassifierTrainer trainer = ClassifierTrainer.builder("base-en").threads(1)
                .options(TrainingOptions.builder().method(TrainingMethod.LINEAR).calibrationShare(0.1).build()).build();
        TrainingResult result = trainer.train(SmallData.single(300, 1), SmallData.single(100, 2), out);
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.95);
        assertThat(accuracy(out, SmallData.single(100, 2))).isCloseTo(result.metrics().get("accuracy"), within(1e-9));
        TrainingResult several = trainer.train(SmallData.multi(300, 1), folder.resolve("several"));
        assertThat(several.metrics().get("macro_f1")).isGreaterThan(0.9);
        TrainingResult numbers = trainer.train(SmallData.numbers(300, 1), SmallData.numbers(60, 2), folder.resolve("numbers"));
        assertThat(numbers.metrics().get("pearson")).isGreaterThan(0.9);
    }

    @Test
    void train_linearOnCuda() {
        ClassifierTrainer trainer = ClassifierTrainer.builder("base-en").device(Device.cuda(0))
                .options(TrainingOptions.builder().method(TrainingMethod.LINEAR).build()).build();
        assertThatThrownBy(() -> trainer.train(SmallData.single(30, 1), folder.resolve("x"))).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("device: expected auto or cpu").hasMessageContaining("cuda:0");
    }

    @Test
    void train_lstm() {
        Path out = folder.resolve("model");
        TrainingResult result = ClassifierTrainer.builder("base-en").threads(1)
                .options(TrainingOptions.builder().method(TrainingMethod.LSTM).epochs(4).batchSize(16).build()).build()
                .train(SmallData.single(400, 1), SmallData.single(80, 2), out);
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.9);
        assertThat(result.servedDifference()).isLessThan(1e-4);
        assertThat(accuracy(out, SmallData.single(80, 2))).isCloseTo(result.metrics().get("accuracy"), within(1e-9));
    }

    @Test
    void train_severalSeeds() throws IOException {
        Path out = folder.resolve("model");
        TrainingResult result = trainer("bert-embed-mean", quick().epochs(1).seeds(3).build())
                .train(SmallData.single(100, 1), SmallData.single(60, 2), out);
        assertThat(result.runs()).extracting(TrainingResult.Run::seed).containsExactly(13L, 14L, 15L);
        double best = result.runs().stream().mapToDouble(run -> run.metrics().get("accuracy")).max().getAsDouble();
        assertThat(result.metrics().get("accuracy")).isEqualTo(best);
        ObjectNode manifest = SafeJson.object(Files.readAllBytes(out.resolve("glossa.json")), "glossa.json");
        assertThat(manifest.path("metrics").path("seeds").path("runs")).hasSize(3);
        assertThat(manifest.path("metrics").path("seeds").path("sd").has("accuracy")).isTrue();
    }

    @Test
    void train_withoutDev_holdsOutAPart() throws IOException {
        Path out = folder.resolve("model");
        trainer("bert-embed-mean", quick().epochs(1).build()).train(SmallData.single(200, 1), out);
        ObjectNode manifest = SafeJson.object(Files.readAllBytes(out.resolve("glossa.json")), "glossa.json");
        assertThat(manifest.path("metrics").path("dev").path("examples").asInt()).isBetween(18, 22);
        assertThat(manifest.path("provenance").path("train").path("learned_from").asInt()).isBetween(178, 182);
    }

    @Test
    void train_twiceIsTheSame() {
        TrainingOptions options = TrainingOptions.builder().epochs(2).learningRate(1e-3).build();
        trainer("bert-embed-mean", options).train(SmallData.single(100, 1), SmallData.single(30, 2), folder.resolve("a"));
        trainer("bert-embed-mean", options).train(SmallData.single(100, 1), SmallData.single(30, 2), folder.resolve("b"));
        assertThat(folder.resolve("a/model.safetensors")).hasSameBinaryContentAs(folder.resolve("b/model.safetensors"));
    }

    @Test
    void resume_afterAFaultIsBitIdentical() {
        TrainingOptions options = TrainingOptions.builder().epochs(2).learningRate(1e-3).batchSize(16).seeds(2).checkpointEvery(3).build();
        trainer("bert-embed-mean", options).train(SmallData.single(100, 1), SmallData.single(30, 2), folder.resolve("left-alone"));
        for (int fault : new int[] {5, 11, 20}) {
            int[] steps = {0};
            TrainingListener breaks = new TrainingListener() {
                @Override
                public void step(TrainingProgress progress) {
                    if ((progress.run() - 1) * progress.steps() + progress.step() == fault) {
                        throw new IllegalStateException("fault " + steps[0]++);
                    }
                }
            };
            ClassifierTrainer broken = ClassifierTrainer.builder(SmallData.base("bert-embed-mean")).options(options).threads(1)
                    .listener(breaks).resume(true).build();
            assertThatThrownBy(() -> broken.train(SmallData.single(100, 1), SmallData.single(30, 2), folder.resolve("broken")))
                    .hasMessage("fault 0");
            assertThat(folder.resolve("broken")).doesNotExist();
        }
        ClassifierTrainer.builder(SmallData.base("bert-embed-mean")).options(options).threads(1).resume(true).build()
                .train(SmallData.single(100, 1), SmallData.single(30, 2), folder.resolve("broken"));
        assertThat(folder.resolve("broken/model.safetensors")).hasSameBinaryContentAs(folder.resolve("left-alone/model.safetensors"));
        assertThat(folder.resolve(".broken.training")).doesNotExist();
    }

    @Test
    void train_onAClassifierKeepsItsHead() throws IOException {
        Path first = folder.resolve("first");
        trainer("bert-embed-mean", quick().build()).train(SmallData.single(240, 1), SmallData.single(80, 2), first);
        Path second = folder.resolve("second");
        TrainingResult result = ClassifierTrainer.builder(first.toString()).threads(1)
                .options(TrainingOptions.builder().epochs(1).learningRate(1e-9).build()).build()
                .train(SmallData.single(40, 3), SmallData.single(80, 2), second);
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.9);
    }

    @Test
    void train_badData() {
        ClassifierTrainer trainer = trainer("bert-embed-mean", quick().build());
        Dataset good = SmallData.single(50, 1);
        assertThatThrownBy(() -> trainer.train(Dataset.of("empty", List.of()), good, folder.resolve("x")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("empty").hasMessageContaining("found none");
        assertThatThrownBy(() -> trainer.train(Dataset.of("one", List.of(Example.of("a", "l"), Example.of("b", "l"))), good,
                folder.resolve("x"))).isInstanceOf(InvalidInputException.class).hasMessageContaining("two labels");
        assertThatThrownBy(() -> trainer.train(Dataset.of("mixed", List.of(Example.of("a", "l"), Example.of("b", 1.0))), good,
                folder.resolve("x"))).isInstanceOf(InvalidInputException.class).hasMessageContaining("number");
        assertThatThrownBy(() -> trainer.train(good, Dataset.of("other", List.of(Example.of("a", "unknown"))), folder.resolve("x")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("other").hasMessageNotContaining("unknown");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void train_headOfPairs() {
        ClassifierTrainer trainer = trainer("bert-embed-mean", TrainingOptions.builder().method(TrainingMethod.HEAD).build());
        assertThatThrownBy(() -> trainer.train(SmallData.pairs(50, 1), folder.resolve("x"))).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 1").hasMessageContaining("found a pair");
    }

    @Test
    void train_historyIsWrittenInItsCourse() throws IOException {
        Path live = folder.resolve(".model.training/run-1/history.jsonl");
        long[] lines = new long[100];
        TrainingListener watches = new TrainingListener() {
            @Override
            public void step(TrainingProgress progress) {
                lines[(int) progress.step()] = HistoryWriter.read(live).steps().size();
                if (progress.step() == 9) {
                    throw new IllegalStateException("fault");
                }
            }
        };
        TrainingOptions options = quick().epochs(2).checkpointEvery(4).build();
        ClassifierTrainer broken = ClassifierTrainer.builder(SmallData.base("bert-embed-mean")).options(options).threads(1).listener(watches)
                .build();
        assertThatThrownBy(() -> broken.train(SmallData.single(100, 1), SmallData.single(30, 2), folder.resolve("model"))).hasMessage("fault");
        assertThat(lines[5]).isEqualTo(5);
        assertThat(HistoryWriter.read(live).epochs()).hasSize(1);
        ClassifierTrainer.builder(SmallData.base("bert-embed-mean")).options(options).threads(1).resume(true).build()
                .train(SmallData.single(100, 1), SmallData.single(30, 2), folder.resolve("model"));
        TrainingHistory history = HistoryWriter.read(folder.resolve("model/history.jsonl"));
        assertThat(history.steps()).extracting(TrainingHistory.Step::step).containsExactlyElementsOf(
                LongStream.rangeClosed(1, 14).boxed().toList());
        assertThat(history.epochs()).extracting(TrainingHistory.Epoch::epoch).containsExactly(1, 2);
    }

    /** Checkpoints are neither thrown away unasked, nor gone on from with another base that happens to have the same name. */
    @Test
    void train_besideCheckpoints() throws IOException {
        Path base = folder.resolve("one/base");
        copy(Path.of(SmallData.base("mpnet-embed-max")), base);
        TrainingOptions options = quick().epochs(2).checkpointEvery(4).build();
        TrainingListener faulty = new TrainingListener() {
            @Override
            public void step(TrainingProgress progress) {
                if (progress.step() == 9) {
                    throw new IllegalStateException("fault");
                }
            }
        };
        Path out = folder.resolve("model");
        assertThatThrownBy(() -> ClassifierTrainer.builder(base.toString()).options(options).threads(1).listener(faulty).build()
                .train(SmallData.single(100, 1), SmallData.single(30, 2), out)).hasMessage("fault");
        ClassifierTrainer.Builder anew = ClassifierTrainer.builder(base.toString()).options(options).threads(1);
        assertThatThrownBy(() -> anew.build().train(SmallData.single(100, 1), SmallData.single(30, 2), out))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("--resume");
        Path other = folder.resolve("two/base");
        copy(base, other);
        SafeTensors weights = SafeTensors.open(other.resolve("model.safetensors"));
        SafeTensorsWriter changed = new SafeTensorsWriter();
        weights.tensors().keySet().forEach(name -> {
            float[] values = weights.floats(name);
            values[0] = -values[0];
            changed.add(name, values, weights.shape(name).stream().mapToLong(Long::longValue).toArray());
        });
        changed.write(other.resolve("changed.safetensors"));
        Files.move(other.resolve("changed.safetensors"), other.resolve("model.safetensors"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> ClassifierTrainer.builder(other.toString()).options(options).threads(1).resume(true).build()
                .train(SmallData.single(100, 1), SmallData.single(30, 2), out))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("same base");
        // A base is what it is wherever it lies.
        Path moved = folder.resolve("three/base");
        copy(base, moved);
        ClassifierTrainer.builder(moved.toString()).options(options).threads(1).resume(true).build()
                .train(SmallData.single(100, 1), SmallData.single(30, 2), out);
        assertThat(out.resolve("model.safetensors")).exists();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void train_afterAKillWhileWriting_leavesNothing() throws IOException {
        Path left = Files.createDirectories(folder.resolve(".model.training/model/onnx"));
        Files.writeString(left.resolve("model.onnx"), "half of it");
        ClassifierTrainer.builder(SmallData.base("bert-embed-mean")).options(quick().epochs(1).build()).threads(1).resume(true).build()
                .train(SmallData.single(60, 1), SmallData.single(30, 2), folder.resolve("model"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactly("model");
        }
        assertThat(ModelStore.defaults().open(folder.resolve("model").toString()).verify().problems()).isEmpty();
    }

    @Test
    void report_tellsOfCalibrationThresholdsCutsAndFindings() throws IOException {
        Path single = folder.resolve("single");
        trainer("bert-embed-mean", quick().epochs(2).calibrationShare(0.2).maxLength(10).seeds(2).build())
                .train(SmallData.single(200, 1), SmallData.single(40, 1), single);
        assertThat(single.resolve("report.html")).content().contains("The same with temperature", "Several seeds", "Worst errors",
                "cut at 10", "Check of the data", "By label", "Parts of the data");
        ObjectNode manifest = SafeJson.object(Files.readAllBytes(single.resolve("glossa.json")), "glossa.json");
        long cut = manifest.path("provenance").path("truncated_texts").asLong();
        assertThat(cut).isBetween(100L, 239L);
        assertThat(single.resolve("README.md")).content().contains("with the temperature", "held-out rows that have a text of the training data: 40\n", "belongs to none of them");
        Path several = folder.resolve("several");
        trainer("bert-embed-mean", quick().epochs(1).calibrationShare(0.2).build()).train(SmallData.multi(200, 1), several);
        assertThat(several.resolve("report.html")).content().contains("Thresholds of labels", "F1 at 0.5");
    }

    @Test
    void card_namesTheLicenceOfTheBase() throws IOException {
        Path out = folder.resolve("model");
        ClassifierTrainer.builder("base-en").threads(1).options(TrainingOptions.builder().method(TrainingMethod.HEAD).build()).build()
                .train(SmallData.single(60, 1), out);
        assertThat(out.resolve("README.md")).content().contains("license: apache-2.0\n").doesNotContain("`transformers` opens");
        ObjectNode manifest = SafeJson.object(Files.readAllBytes(out.resolve("glossa.json")), "glossa.json");
        assertThat(manifest.path("license").asText()).isEqualTo("Apache-2.0");
    }

    @Test
    void train_targetsOfNoMatrix() {
        TrainingOptions options = quick().method(TrainingMethod.LORA).loraTargets(List.of("query", "no-such")).build();
        assertThatThrownBy(() -> trainer("bert-embed-mean", options).train(SmallData.single(50, 1), folder.resolve("x")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("lora_targets").hasMessageContaining("query.weight");
    }

    @Test
    void train_outCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertThatThrownBy(() -> trainer("bert-embed-mean", quick().build()).train(SmallData.single(50, 1), file.resolve("a/b")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("below folders");
        assertThat(file).hasContent("mine");
    }

    @Test
    void train_outIsTaken() throws IOException {
        Files.writeString(folder.resolve("file"), "mine");
        assertThatThrownBy(() -> trainer("bert-embed-mean", quick().build()).train(SmallData.single(50, 1), folder))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("new or empty");
    }
}
