package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.models.ModelConfig;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.models.SentenceTransformersConfig;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code config.json} and the files of sentence-transformers. An input is a bundle, {@code {"config.json": …, "modules.json": …}};
 * anything else is the {@code config.json} itself.
 */
class SettingsFuzzTest {
    private static final List<String> NAMES = List.of("config.json", "modules.json", "1_Pooling/config.json",
            "2_Dense/config.json", "sentence_bert_config.json", "config_sentence_transformers.json");
    private static final ModelFolder FOLDER = new ModelFolder();
    private static final ModelStore STORE = ModelStore.builder().build();
    private static final Seeds SEEDS = Seeds.of(SettingsFuzzTest.class,
            List.of("", "id2label", "label2id", "num_labels", "problem_type", "regression", "max_position_embeddings",
                    "sentence_transformers.models.Dense", "sentence_transformers.models.Normalize", "../..", "2_Dense", "0", "00",
                    "999999", "t5", "deberta-v2", "position_biased_input", "BertForSequenceClassification", "weightedmean"),
            List.of("[\"cls\",\"mean\"]", "{\"0\":\"a\",\"1\":\"b\"}", "{\"1\":\"a\"}"));

    static {
        // Four numbers in, four out.
        String header = "{\"linear.weight\":{\"dtype\":\"F32\",\"shape\":[4,4],\"data_offsets\":[0,64]},"
                + "\"linear.bias\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[64,80]}}";
        ByteBuffer weights = ByteBuffer.allocate(8 + header.length() + 80).order(ByteOrder.LITTLE_ENDIAN);
        weights.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        FOLDER.put("2_Dense/model.safetensors", weights.array());
    }

    @FuzzTest
    void settings(byte[] input) {
        byte[] json = SEEDS.resolve(input);
        ObjectNode bundle = Seeds.object(json);
        for (String name : NAMES) {
            FOLDER.remove(name);
        }
        if (bundle != null && bundle.has("config.json")) {
            FOLDER.putAll(bundle, NAMES);
        } else {
            FOLDER.put("config.json", json);
        }
        ModelDirectory model = Oracle.read(json, () -> STORE.open(FOLDER.path().toString()));
        if (model == null) {
            return;
        }
        ModelConfig config = Oracle.read(json, model::config);
        if (config != null) {
            Oracle.check(json, () -> check(config));
        }
        byte[] settings = FOLDER.get("config.json");
        Encoder encoder = Oracle.read(json, () -> Architectures.encoder(ArchitectureConfig.parse(settings, "config.json")));
        if (encoder != null) {
            Oracle.require(encoder.width() > 0, "a width");
            encoder.maxTokens().ifPresent(tokens -> Oracle.require(tokens > 0, "room for a token"));
            Oracle.read(json, () -> AnyWeights.forward(encoder));
        }
        Oracle.read(json, () -> check(model.sentenceTransformers().orElse(null)));
        Oracle.read(json, model::verify);
    }

    private static void check(ModelConfig config) {
        Oracle.require(config.labels().size() <= 1_000_000, "fewer labels");
        config.maxTokens().ifPresent(tokens -> Oracle.require(tokens > 0, "room for a token"));
        config.hiddenSize().ifPresent(size -> Oracle.require(size > 0, "a size"));
        Oracle.require(config.typeVocabularySize() >= 0, "a size");
    }

    private static Boolean check(@Nullable SentenceTransformersConfig config) {
        if (config != null) {
            Oracle.require(!config.pooling().isEmpty(), "a pooling");
            config.maxSequenceLength().ifPresent(length -> Oracle.require(length > 0, "a length"));
        }
        return true;
    }
}
