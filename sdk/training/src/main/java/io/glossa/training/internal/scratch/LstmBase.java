package io.glossa.training.internal.scratch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.TrainingException;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.tokenizer.TextPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes what a model of LSTM layers starts from: a model directory without a head, whose vocabulary is learned from texts and whose
 * weights are random. Everything else is fine-tuning of all its parameters. The same texts, settings and seed give the same files.
 */
public final class LstmBase {
    /** The {@code model_type}. */
    public static final String MODEL_TYPE = "glossa-lstm";
    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");
    /** Deviation of a new embedding: what a layer reads is of the size of what it gives. */
    private static final double EMBEDDING_DEVIATION = 0.3;

    private LstmBase() {}

    /**
     * Writes the directory.
     *
     * @param folder an empty folder
     * @param texts what to learn the vocabulary from, read once
     * @throws TrainingException if the texts have no words
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder, Stream<TextPair> texts, LstmSettings settings, long seed) throws IOException {
        WordCounts counts = new WordCounts();
        texts.forEach(text -> {
            counts.add(text.text());
            if (text.pair() != null) {
                counts.add(text.pair());
            }
        });
        List<String> pieces = new ArrayList<>(SPECIAL);
        pieces.addAll(new PieceLearner(counts.counts()).learn(settings.vocabulary() - SPECIAL.size()));
        if (pieces.size() == SPECIAL.size()) {
            throw new TrainingException("texts: expected characters that occur twice or more, found none; give texts with words");
        }
        Files.createDirectories(folder);
        json(folder, "config.json", config(settings, pieces.size()));
        json(folder, "tokenizer.json", tokenizer(pieces));
        json(folder, "tokenizer_config.json", tokenizerConfig(settings));
        weights(settings, pieces.size(), new Random(seed)).write(folder.resolve("model.safetensors"));
    }

    private static void json(Path folder, String name, ObjectNode node) throws IOException {
        Files.writeString(folder.resolve(name), SafeJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n",
                StandardCharsets.UTF_8);
    }

    private static ObjectNode config(LstmSettings settings, int vocabulary) {
        ObjectNode config = SafeJson.mapper().createObjectNode().put("model_type", MODEL_TYPE);
        config.putArray("architectures").add("GlossaLstmModel");
        return config.put("vocab_size", vocabulary).put("embedding_size", settings.embedding()).put("hidden_size", settings.hidden())
                .put("num_hidden_layers", settings.layers()).put("bidirectional", settings.bidirectional())
                .put("pooling", settings.lastState() ? "last" : "max").put("hidden_dropout_prob", settings.dropout())
                .put("pad_token_id", 0);
    }

    private static ObjectNode tokenizer(List<String> pieces) {
        ObjectNode json = SafeJson.mapper().createObjectNode().put("version", "1.0");
        json.putNull("truncation");
        json.putNull("padding");
        ArrayNode added = json.putArray("added_tokens");
        for (int id = 0; id < SPECIAL.size(); id++) {
            added.addObject().put("id", id).put("content", SPECIAL.get(id)).put("single_word", false).put("lstrip", false)
                    .put("rstrip", false).put("normalized", false).put("special", true);
        }
        json.putObject("normalizer").put("type", "BertNormalizer").put("clean_text", true).put("handle_chinese_chars", true)
                .put("strip_accents", true).put("lowercase", true);
        json.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        ObjectNode post = json.putObject("post_processor").put("type", "BertProcessing");
        post.putArray("sep").add("[SEP]").add(SPECIAL.indexOf("[SEP]"));
        post.putArray("cls").add("[CLS]").add(SPECIAL.indexOf("[CLS]"));
        json.putObject("decoder").put("type", "WordPiece").put("prefix", PieceLearner.INSIDE).put("cleanup", true);
        ObjectNode model = json.putObject("model").put("type", "WordPiece").put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", PieceLearner.INSIDE).put("max_input_chars_per_word", WordCounts.LONGEST);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < pieces.size(); id++) {
            vocabulary.put(pieces.get(id), id);
        }
        return json;
    }

    private static ObjectNode tokenizerConfig(LstmSettings settings) {
        return SafeJson.mapper().createObjectNode().put("tokenizer_class", "BertTokenizer").put("do_lower_case", true)
                .put("model_max_length", settings.maxLength()).put("pad_token", "[PAD]").put("unk_token", "[UNK]")
                .put("cls_token", "[CLS]").put("sep_token", "[SEP]");
    }

    /** As PyTorch starts layers, uniform within the inverse root of the state's width, but with forget gates that are open. */
    private static SafeTensorsWriter weights(LstmSettings settings, int vocabulary, Random random) {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        float[] table = new float[vocabulary * settings.embedding()];
        for (int i = settings.embedding(); i < table.length; i++) {
            table[i] = (float) (EMBEDDING_DEVIATION * random.nextGaussian());
        }
        writer.add("embedding.weight", table, vocabulary, settings.embedding());
        int size = settings.bidirectional() ? settings.hidden() / 2 : settings.hidden();
        for (int layer = 0; layer < settings.layers(); layer++) {
            int in = layer == 0 ? settings.embedding() : settings.hidden();
            for (String suffix : settings.bidirectional() ? List.of("_l" + layer, "_l" + layer + "_reverse") : List.of("_l" + layer)) {
                writer.add("lstm.weight_ih" + suffix, uniform(random, 4 * size * in, size), 4L * size, in);
                writer.add("lstm.weight_hh" + suffix, uniform(random, 4 * size * size, size), 4L * size, size);
                float[] open = new float[4 * size];
                Arrays.fill(open, size, 2 * size, 1);
                writer.add("lstm.bias_ih" + suffix, open, 4L * size);
                writer.add("lstm.bias_hh" + suffix, new float[4 * size], 4L * size);
            }
        }
        return writer;
    }

    private static float[] uniform(Random random, int count, int size) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) / Math.sqrt(size));
        }
        return values;
    }
}
