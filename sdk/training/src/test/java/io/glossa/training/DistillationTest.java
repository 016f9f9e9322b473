package io.glossa.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.Classification;
import io.glossa.TextClassifier;
import io.glossa.base.internal.SafeJson;
import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiny students learn from tiny teachers. Where labels say nothing, what a student knows it has from its teacher. */
class DistillationTest {
    @TempDir
    Path folder;

    private static TrainingOptions.Builder quick() {
        // The best weights by labels that say nothing would be any.
        return TrainingOptions.builder().epochs(8).learningRate(5e-3).batchSize(16).dropout(0).keepBest(false);
    }

    private static ClassifierTrainer.Builder trainer(String fixture, TrainingOptions options) {
        return ClassifierTrainer.builder(SmallData.base(fixture)).options(options).threads(1);
    }

    private Path teacher(String fixture, Dataset data, String name) {
        Path out = folder.resolve(name);
        trainer(fixture, quick().build()).build().train(data, out);
        return out;
    }

    /** The same texts with labels by chance. */
    private static Dataset misled(Dataset data) {
        Random random = new Random(77);
        return Dataset.of("misled.tsv", data.examples().map(example ->
                Example.of(example.text().text(), List.of("food", "music", "sport").get(random.nextInt(3)))).toList());
    }

    private static Dataset bare(Dataset data) {
        return Dataset.of("bare.tsv", data.examples().map(example -> Example.of(example.text().text(), Set.of())).toList());
    }

    private static double agreement(Path one, Path other, Dataset data) {
        List<String> texts = data.examples().map(example -> example.text().text()).toList();
        try (TextClassifier first = TextClassifier.load(one.toString()); TextClassifier second = TextClassifier.load(other.toString())) {
            List<Classification> a = first.classify(texts);
            List<Classification> b = second.classify(texts);
            int same = 0;
            for (int i = 0; i < texts.size(); i++) {
                same += a.get(i).best().label().equalsIgnoreCase(b.get(i).best().label()) ? 1 : 0;
            }
            return same / (double) texts.size();
        }
    }

    private static ObjectNode manifest(Path model) throws IOException {
        return SafeJson.object(Files.readAllBytes(model.resolve("glossa.json")), "glossa.json");
    }

    /** Teacher and student differ in architecture and, the second time, in the tokenizer. */
    @ParameterizedTest
    @CsvSource({"bert-embed-mean,distilbert-sst2", "roberta-sentiment,bert-embed-mean", "bert-embed-mean,LSTM"})
    void unlabelledTexts_teachWhatTheTeacherKnows(String teaching, String learning) throws IOException {
        Path teacher = teacher(teaching, SmallData.single(240, 1), "teacher");
        Path out = folder.resolve("student");
        boolean lstm = learning.equals("LSTM");
        TrainingOptions options = lstm ? TrainingOptions.builder().method(TrainingMethod.LSTM).epochs(4).batchSize(16).distillWeight(1).keepBest(false).build()
                : quick().distillWeight(1).build();
        trainer(lstm ? "bert-embed-mean" : learning, options).teacher(teacher.toString()).unlabelled(bare(SmallData.single(400, 5))).build()
                .train(misled(SmallData.single(30, 6)), misled(SmallData.single(20, 7)), out);
        assertThat(agreement(teacher, out, SmallData.single(200, 8))).isGreaterThan(0.9);
        ObjectNode manifest = manifest(out);
        assertThat(manifest.at("/provenance/teachers/0/name").asText()).isEqualTo("teacher");
        assertThat(manifest.at("/provenance/teachers/0/identity").asText()).hasSize(64);
        assertThat(manifest.at("/provenance/unlabelled/examples").asInt()).isEqualTo(400);
        assertThat(manifest.at("/provenance/train/learned_from").asInt()).isEqualTo(30);
        assertThat(manifest.at("/provenance/options/distill_weight").asDouble()).isEqualTo(1);
        assertThat(manifest.at("/metrics/teachers/agreement").asDouble()).isGreaterThan(0.8);
        assertThat(out.resolve("README.md")).content().contains("from what teacher says of its texts and of 400 texts of bare.tsv");
        assertThat(manifest.toString()).doesNotContain(folder.toString());
    }

    @Test
    void severalTeachers_areOne() {
        Path first = teacher("bert-embed-mean", SmallData.single(240, 1), "first");
        Path second = teacher("distilbert-sst2", SmallData.single(240, 2), "second");
        Path out = folder.resolve("student");
        trainer("electra-subj", quick().build()).teacher(first.toString()).teacher(second.toString()).unlabelled(bare(SmallData.single(300, 5)))
                .build().train(SmallData.single(60, 6), SmallData.single(40, 7), out);
        assertThat(agreement(first, out, SmallData.single(200, 8))).isGreaterThan(0.9);
    }

    @Test
    void labelsInAnotherOrderAndCase_areFoundByName() throws IOException {
        Path teacher = teacher("bert-embed-mean", SmallData.single(240, 1), "teacher");
        Path config = teacher.resolve("config.json");
        String json = Files.readString(config);
        // The student's base is a classifier of the same labels in another order, which its own order follows.
        Path base = folder.resolve("base");
        trainer("bert-embed-mean", quick().epochs(1).build()).build().train(SmallData.single(40, 3), base);
        Path turned = base.resolve("config.json");
        Files.writeString(turned, Files.readString(turned).replace("\"0\" : \"food\"", "\"0\" : \"sport\"")
                .replace("\"2\" : \"sport\"", "\"2\" : \"food\"").replace("\"food\" : 0", "\"food\" : 2").replace("\"sport\" : 2", "\"sport\" : 0"));
        Files.delete(base.resolve("glossa.json"));
        Files.writeString(config, json.replace("\"food\"", "\"Food\""));
        Files.delete(teacher.resolve("glossa.json"));
        Path out = folder.resolve("student");
        TrainingResult result = ClassifierTrainer.builder(base.toString()).options(quick().distillWeight(1).build()).threads(1)
                .teacher(teacher.toString()).unlabelled(bare(SmallData.single(300, 5))).build()
                .train(misled(SmallData.single(30, 6)), SmallData.single(40, 7), out);
        assertThat(result.labels()).containsExactly("sport", "music", "food");
        assertThat(agreement(teacher, out, SmallData.single(200, 8))).isGreaterThan(0.9);
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.9);
    }

    @Test
    void multiLabel() {
        Path teacher = teacher("bert-embed-mean", SmallData.multi(500, 1), "teacher");
        Path out = folder.resolve("student");
        trainer("distilbert-sst2", quick().task(io.glossa.models.ProblemType.MULTI_LABEL_CLASSIFICATION).distillWeight(1).build())
                .teacher(teacher.toString()).unlabelled(bare(SmallData.multi(500, 5))).build()
                .train(misled(SmallData.single(30, 6)), misled(SmallData.single(20, 7)), out);
        try (TextClassifier first = TextClassifier.load(teacher.toString()); TextClassifier second = TextClassifier.load(out.toString())) {
            double difference = 0;
            List<Example> texts = SmallData.multi(100, 8).examples().toList();
            for (Example example : texts) {
                for (String label : first.labels()) {
                    difference += Math.abs(first.classify(example.text()).score(label) - second.classify(example.text()).score(label)) / 300;
                }
            }
            assertThat(difference).isLessThan(0.1);
        }
    }

    @Test
    void regression() {
        Path teacher = teacher("bert-embed-mean", SmallData.numbers(400, 1), "teacher");
        Path out = folder.resolve("student");
        // Labels in the unit of the data that have nothing to do with the texts.
        Random random = new Random(9);
        Dataset misled = Dataset.of("misled.tsv", SmallData.numbers(60, 6).examples()
                .map(example -> Example.of(example.text().text(), 10.0 * random.nextInt(3))).toList());
        trainer("distilbert-sst2", quick().distillWeight(1).build()).teacher(teacher.toString()).unlabelled(bare(SmallData.numbers(400, 5))).build()
                .train(misled, SmallData.numbers(40, 7), out);
        try (TextClassifier first = TextClassifier.load(teacher.toString()); TextClassifier second = TextClassifier.load(out.toString())) {
            double error = 0;
            for (Example example : SmallData.numbers(100, 8).examples().toList()) {
                error += Math.abs(first.classify(example.text()).best().score() - second.classify(example.text()).best().score()) / 100;
            }
            assertThat(error).isLessThan(3);
        }
    }

    @Test
    void someLayersAndAPartOfTheVocabulary() throws IOException {
        Path teacher = teacher("bert-embed-mean", SmallData.single(240, 1), "teacher");
        Path out = folder.resolve("student");
        TrainingResult result = ClassifierTrainer.builder(teacher.toString()).threads(1).teacher(teacher.toString())
                .options(quick().epochs(5).layers(1).pruneVocabulary(1).build()).unlabelled(bare(SmallData.single(200, 5))).build()
                .train(SmallData.single(60, 6), SmallData.single(40, 7), out);
        assertThat(result.servedDifference()).isLessThan(1e-4);
        ObjectNode config = SafeJson.object(Files.readAllBytes(out.resolve("config.json")), "config.json");
        assertThat(config.path("num_hidden_layers").asInt()).isEqualTo(1);
        assertThat(config.path("vocab_size").asInt()).isLessThan(500);
        assertThat(Files.size(out.resolve("model.safetensors"))).isLessThan(Files.size(teacher.resolve("model.safetensors")) * 2 / 3);
        assertThat(agreement(teacher, out, SmallData.single(200, 8))).isGreaterThan(0.9);
        assertThat(manifest(out).path("base").asText()).isEqualTo("teacher");
    }

    @ParameterizedTest
    @CsvSource({"roberta-sentiment", "electra-subj", "mpnet-topics", "deberta-v2-nli", "xlm-roberta-sentiment", "distilbert-sst2", "modernbert-topics"})
    void someLayers_ofEachArchitecture(String fixture) {
        TrainingResult result = trainer(fixture, quick().epochs(1).layers(1).build()).build()
                .train(SmallData.single(60, 1), SmallData.single(30, 2), folder.resolve("model"));
        assertThat(result.servedDifference()).isLessThan(1e-4);
    }

    @Test
    void resume_afterAFaultIsBitIdentical() throws IOException {
        Path teacher = teacher("bert-embed-mean", SmallData.single(240, 1), "teacher");
        TrainingOptions options = TrainingOptions.builder().epochs(2).learningRate(1e-3).batchSize(16).checkpointEvery(3).layers(1)
                .pruneVocabulary(1).build();
        Dataset bare = bare(SmallData.single(100, 5));
        trainer("bert-embed-mean", options).teacher(teacher.toString()).unlabelled(bare).build()
                .train(SmallData.single(60, 1), SmallData.single(30, 2), folder.resolve("left-alone"));
        for (String fault : List.of("asking teacher", "loading the model", "step 5", "step 14")) {
            TrainingListener breaks = new TrainingListener() {
                @Override
                public void phase(String phase) {
                    breakAt(phase);
                }

                @Override
                public void step(TrainingProgress progress) {
                    breakAt("step " + progress.step());
                }

                private void breakAt(String what) {
                    if (what.startsWith(fault)) {
                        throw new IllegalStateException("fault");
                    }
                }
            };
            ClassifierTrainer broken = trainer("bert-embed-mean", options).teacher(teacher.toString()).unlabelled(bare).listener(breaks)
                    .resume(true).build();
            assertThatThrownBy(() -> broken.train(SmallData.single(60, 1), SmallData.single(30, 2), folder.resolve("broken"))).hasMessage("fault");
        }
        trainer("bert-embed-mean", options).teacher(teacher.toString()).unlabelled(bare).resume(true).build()
                .train(SmallData.single(60, 1), SmallData.single(30, 2), folder.resolve("broken"));
        assertThat(folder.resolve("broken/model.safetensors")).hasSameBinaryContentAs(folder.resolve("left-alone/model.safetensors"));
        assertThat(folder.resolve(".broken.training")).doesNotExist();
    }

    @Test
    void resume_withAnotherTeacher_isRefused() {
        Path first = teacher("bert-embed-mean", SmallData.single(120, 1), "first");
        Path second = teacher("bert-embed-mean", SmallData.single(120, 2), "second");
        TrainingOptions options = quick().epochs(2).checkpointEvery(2).build();
        TrainingListener breaks = new TrainingListener() {
            @Override
            public void step(TrainingProgress progress) {
                if (progress.step() == 5) {
                    throw new IllegalStateException("fault");
                }
            }
        };
        ClassifierTrainer broken = trainer("bert-embed-mean", options).teacher(first.toString()).listener(breaks).build();
        Path out = folder.resolve("model");
        assertThatThrownBy(() -> broken.train(SmallData.single(60, 1), SmallData.single(30, 2), out)).hasMessage("fault");
        ClassifierTrainer other = trainer("bert-embed-mean", options).teacher(second.toString()).resume(true).build();
        assertThatThrownBy(() -> other.train(SmallData.single(60, 1), SmallData.single(30, 2), out)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("checkpoint");
    }

    @Test
    void aTeacherCounts_asTheWeightSays() {
        Path teacher = teacher("bert-embed-mean", SmallData.single(240, 1), "teacher");
        // All labels are turned round: with the teacher's weight the student is nearer to one or the other.
        Dataset turned = Dataset.of("turned.tsv", SmallData.single(300, 3).examples().map(example -> Example.of(example.text().text(),
                example.labels().contains("food") ? "music" : example.labels().contains("music") ? "sport" : "food")).toList());
        double[] agreements = new double[2];
        for (int i = 0; i < 2; i++) {
            Path out = folder.resolve("student-" + i);
            trainer("bert-embed-mean", quick().distillWeight(i == 0 ? 0.05 : 0.95).build()).teacher(teacher.toString()).build()
                    .train(turned, SmallData.single(30, 2), out);
            agreements[i] = agreement(teacher, out, SmallData.single(100, 8));
        }
        assertThat(agreements[0]).isLessThan(0.2);
        assertThat(agreements[1]).isGreaterThan(0.9);
    }

    @Test
    void wrongTeachers() {
        Path teacher = teacher("bert-embed-mean", SmallData.multi(200, 1), "teacher");
        Dataset data = SmallData.single(60, 1);
        Path out = folder.resolve("x");
        ClassifierTrainer of = trainer("bert-embed-mean", quick().build()).teacher(teacher.toString()).build();
        assertThatThrownBy(() -> of.train(data, out)).isInstanceOf(InvalidInputException.class).hasMessageContaining("single-label")
                .hasMessageContaining("sigmoid");
        ClassifierTrainer labels = trainer("bert-embed-mean", quick().build()).teacher(SmallData.base("bert-cased-stars")).build();
        assertThatThrownBy(() -> labels.train(data, out)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected the labels of the data, [food, music, sport]");
        ClassifierTrainer numbers = trainer("bert-embed-mean", quick().build()).teacher(SmallData.base("bert-cased-stars")).build();
        assertThatThrownBy(() -> numbers.train(SmallData.numbers(60, 1), out)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("regression");
        assertThatThrownBy(() -> trainer("bert-embed-mean", quick().build()).unlabelled(data).build()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("teacher");
        assertThatThrownBy(() -> trainer("bert-embed-mean", TrainingOptions.builder().method(TrainingMethod.HEAD).build()).teacher("x").build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("HEAD");
        assertThatThrownBy(() -> quick().layers(2).keepLayers(List.of(0)).build()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both");
        assertThatThrownBy(() -> quick().layers(2).method(TrainingMethod.LSTM).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> quick().pruneVocabulary(1).method(TrainingMethod.LORA).adapter(true).build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("adapter");
        assertThatThrownBy(() -> quick().keepLayers(List.of(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(out).doesNotExist();
    }
}
