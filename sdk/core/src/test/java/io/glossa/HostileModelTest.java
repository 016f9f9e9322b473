package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.glossa.error.EngineException;
import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.testing.Fixtures;
import io.glossa.testing.ModelCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that are damaged, contradict themselves or mean harm: a typed exception that says what and where. */
class HostileModelTest {
    private static final String BERT = "bert-uncased-sst2";
    private static final String TEXT = "the man and the dog";

    @TempDir
    Path folder;

    private static Throwable use(String model) {
        return catchThrowable(() -> {
            try (TextClassifier classifier = TextClassifier.load(model)) {
                classifier.classify(List.of(TEXT, "", "another text of another length"));
            }
        });
    }

    private static void assertSaysWhy(Throwable thrown, String where) {
        assertThat(thrown).isInstanceOf(GlossaException.class);
        assertThat(thrown.getMessage()).contains(where).contains(";").hasSizeLessThan(1200);
    }

    @ParameterizedTest
    @CsvSource({"bert-uncased-sst2,onnx/model.onnx,12", "modernbert-topics,onnx/model.onnx,8", "distilbert-sst2,model.onnx,8"})
    void onnx_damagedAtRandom(String fixture, String file, int cases) {
        for (int seed = 0; seed < cases; seed++) {
            ModelCopy copy = ModelCopy.of(fixture, folder).damage(file, new Random(seed));
            Throwable thrown = use(copy.model());
            if (thrown != null) {
                assertThat(thrown).as("seed %d", seed).isInstanceOf(GlossaException.class);
                assertThat(thrown.getMessage()).as("seed %d", seed).contains("model.onnx");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"})
    void settings_damagedAtRandom(String file) {
        for (int seed = 0; seed < 15; seed++) {
            Throwable thrown = use(ModelCopy.of("roberta-sentiment", folder).damage(file, new Random(seed)).model());
            if (thrown != null) {
                assertThat(thrown).as("seed %d", seed).isInstanceOf(GlossaException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json", "onnx/model.onnx"})
    void files_missing(String file) {
        ModelCopy copy = ModelCopy.of("albert-sst2", folder).delete(file);
        Throwable thrown = use(copy.model());
        assertThat(thrown).isInstanceOf(ModelNotFoundException.class);
        assertThat(thrown.getMessage()).contains(file.replace("onnx/", "")).contains("expected", "found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json", "tokenizer_config.json"})
    void json_deepEmptyOrNoObject(String file) {
        for (String json : List.of("[".repeat(100_000), "{\"a\":".repeat(5000), "", "null", "[]", "3", "\"x\"", "{", "{}}",
                "{\"a\":1,\"a\":2}", "\u0000")) {
            Throwable thrown = use(ModelCopy.of(BERT, folder).write(file, json).model());
            assertThat(thrown).as("%s with %.10s", file, json).isInstanceOf(ModelFormatException.class);
            assertThat(thrown.getMessage()).contains(file).contains("expected", "found");
        }
    }

    @Test
    void labels_ofAnotherNumberThanTheLogits() {
        ModelCopy copy = ModelCopy.of(BERT, folder).replace("config.json", "\"1\": \"POSITIVE\"", "\"1\": \"POSITIVE\", \"2\": \"X\"");
        assertSaysWhy(use(copy.model()), "3 labels");
        assertThatThrownBy(() -> {
            try (TokenClassifier ner = TokenClassifier.load(
                    ModelCopy.of("bert-ner", folder).replace("config.json", "\"6\": \"I-LOC\"", "\"6\": \"I-LOC\", \"7\": \"X\"").model())) {
                ner.recognize(TEXT);
            }
        }).isInstanceOf(ModelFormatException.class).hasMessageContaining("8 labels");
    }

    @Test
    void labels_withoutIndexes() {
        ModelCopy copy = ModelCopy.of(BERT, folder).replace("config.json", "\"1\": \"POSITIVE\"", "\"7\": \"POSITIVE\"");
        assertSaysWhy(use(copy.model()), "config.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "-1", "3"})
    void entailment_outsideTheLabels(String index) {
        ModelCopy copy = ModelCopy.of("roberta-nli", folder).replace("config.json", "\"ENTAILMENT\": 2", "\"ENTAILMENT\": " + index);
        assertThatThrownBy(() -> {
            try (ZeroShotClassifier zeroShot = ZeroShotClassifier.load(copy.model())) {
                zeroShot.classify(TEXT, List.of("a", "b"));
            }
        }).isInstanceOf(ModelFormatException.class).hasMessageContaining("entail");
    }

    @Test
    void labels_ofTheSameName() {
        ModelCopy copy = ModelCopy.of("roberta-sentiment", folder)
                .replace("config.json", "\"1\": \"neutral\"", "\"1\": \"positive\"");
        try (SentimentAnalyzer analyzer = SentimentAnalyzer.load(copy.model())) {
            Sentiment found = analyzer.classify(TEXT);
            float[] p = Activation.SOFTMAX.apply(found.classification().logits());
            assertThat(found.score()).isCloseTo(p[1] + p[2] - p[0], org.assertj.core.api.Assertions.within(1e-6f));
        }
    }

    @Test
    void tokenizer_forALargerVocabulary() {
        // Ids beyond the embedding table: 1082 tokens for a table of 882.
        ModelCopy copy = ModelCopy.of("xlm-roberta-sentiment", folder);
        copy.write("onnx/model.onnx", ModelCopy.of("xlm-roberta-reranker", folder).read("onnx/model.onnx"));
        Throwable thrown = catchThrowable(() -> {
            try (RawModel raw = RawModel.load(copy.model())) {
                for (int id = 870; id < 1082; id++) {
                    raw.forwardIds(new int[] {0, id, 2});
                }
            }
        });
        assertThat(thrown).isInstanceOf(EngineException.class);
        assertThat(thrown.getMessage()).contains("model.onnx").doesNotContain(TEXT);
    }

    @Test
    void tokenizer_ofAnotherModel() {
        ModelCopy copy = ModelCopy.of(BERT, folder);
        copy.write("tokenizer.json", ModelCopy.of("roberta-sentiment", folder).read("tokenizer.json"));
        Throwable thrown = use(copy.model());
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(GlossaException.class);
        }
    }

    @Test
    void onnx_forAnotherTask() {
        ModelCopy copy = ModelCopy.of(BERT, folder)
                .write("onnx/model.onnx", ModelCopy.of("bert-ner", folder).read("onnx/model.onnx"));
        assertThat(use(copy.model())).isInstanceOf(ModelFormatException.class).hasMessageContaining("rank 3");
    }

    @Test
    void positions_fewerThanTheConfigurationSays() {
        ModelCopy copy = ModelCopy.of(BERT, folder)
                .replace("config.json", "\"max_position_embeddings\": 64", "\"max_position_embeddings\": 512")
                .replace("tokenizer_config.json", "\"model_max_length\": 64", "\"model_max_length\": 512");
        assertThatThrownBy(() -> {
            try (TextClassifier classifier = TextClassifier.load(copy.model())) {
                classifier.classify("a ".repeat(300));
            }
        }).isInstanceOf(EngineException.class).hasMessageContaining("model.onnx").hasMessageNotContaining("a a a");
    }

    @Test
    void links_outOfTheModel() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.json"), "{\"secret\": 1}");
        ModelCopy copy = ModelCopy.of(BERT, folder).delete("tokenizer_config.json");
        Files.createSymbolicLink(copy.folder().resolve("tokenizer_config.json"), secret);
        assertThat(use(copy.model())).isInstanceOf(ModelFormatException.class).hasMessageContaining("tokenizer_config.json");
    }

    @Test
    void folderIsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("model.zip"), "no model");
        assertThat(use(file.toString())).isInstanceOf(ModelFormatException.class).hasMessageContaining("unpack");
        assertThat(use(Fixtures.folder("no-such-fixture").toString())).isInstanceOf(ModelNotFoundException.class);
    }

    @Test
    void manifest_ofALaterVersion() {
        ModelCopy copy = ModelCopy.of(BERT, folder).write("glossa.json", "{\"formatVersion\": 99}");
        assertThat(use(copy.model())).isInstanceOf(ModelFormatException.class).hasMessageContaining("glossa.json");
    }

    @Test
    void manifest_headOfALinearModelThatDoesNotFit() {
        ModelCopy copy = ModelCopy.of(BERT, folder)
                .write("glossa.json", "{\"formatVersion\": 1, \"base\": \"base-en\", \"head\": \"head.safetensors\"}")
                .write("head.safetensors", "no tensors");
        assertThat(use(copy.model())).isInstanceOf(GlossaException.class);
    }
}
