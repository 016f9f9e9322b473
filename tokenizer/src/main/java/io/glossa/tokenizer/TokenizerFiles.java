package io.glossa.tokenizer;

import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the files of a tokenizer in a model directory. */
final class TokenizerFiles {
    private static final String JSON = "tokenizer.json";
    private static final String VOCABULARY = "vocab.txt";

    private TokenizerFiles() {}

    static Tokenizer load(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new ModelNotFoundException(directory + ": expected a model directory, found "
                    + (Files.exists(directory) ? "something else" : "nothing") + "; check the path");
        }
        byte[] json = read(directory, JSON);
        Map<String, byte[]> pieces = new LinkedHashMap<>();
        for (String file : Tokenizer.sentencePieceFiles()) {
            byte[] bytes = read(directory, file);
            if (bytes != null) {
                pieces.put(file, bytes);
            }
        }
        byte[] vocabulary = json == null ? read(directory, VOCABULARY) : null;
        if (json == null && vocabulary == null && pieces.isEmpty()) {
            throw new ModelNotFoundException(directory + ": expected tokenizer.json, or vocab.txt of a BERT-like model, "
                    + "found neither; copy the tokenizer's files beside the model, or save it with transformers' "
                    + "AutoTokenizer.save_pretrained, which writes tokenizer.json");
        }
        Tokenizer.Builder builder = Tokenizer.builder().name(directory.toString())
                .tokenizerConfig(read(directory, "tokenizer_config.json"))
                .specialTokensMap(read(directory, "special_tokens_map.json"))
                .modelType(modelType(directory));
        pieces.forEach(builder::sentencePieceFile);
        if (json != null) {
            builder.tokenizerJson(json);
        } else if (vocabulary != null) {
            builder.vocabulary(vocabulary);
        }
        return builder.build();
    }

    private static @Nullable String modelType(Path directory) {
        byte[] config = read(directory, "config.json");
        return config == null ? null
                : SafeJson.object(config, directory.resolve("config.json").toString()).path("model_type").textValue();
    }

    private static byte @Nullable [] read(Path directory, String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            if (Files.size(file) > SafeJson.MAX_BYTES) {
                throw new ModelFormatException(file + ": expected at most " + SafeJson.MAX_BYTES + " bytes, found "
                        + Files.size(file) + "; it cannot be a tokenizer's file");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelFormatException(file + ": could not be read; check its permissions", e);
        }
    }
}
