package io.glossa.tokenizer.lucene;

import io.glossa.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The trimmed tokenizers: one in Java and one of each kind in native code. */
enum Models {
    WORD_PIECE("bert-cased-stars", Tokenizer.Implementation.JAVA),
    WORD_PIECE_NATIVE("bert-cased-stars", Tokenizer.Implementation.NATIVE),
    BYTE_LEVEL("roberta-sentiment", Tokenizer.Implementation.NATIVE),
    UNIGRAM("albert-sst2", Tokenizer.Implementation.NATIVE);

    private final String folder;
    private final Tokenizer.Implementation implementation;

    Models(String folder, Tokenizer.Implementation implementation) {
        this.folder = folder;
        this.implementation = implementation;
    }

    Path path() {
        return Path.of("src/test/resources/fixtures").resolve(folder);
    }

    Tokenizer load() {
        try {
            return Tokenizer.builder().name(folder).implementation(implementation)
                    .tokenizerJson(Files.readAllBytes(path().resolve("tokenizer.json")))
                    .tokenizerConfig(Files.readAllBytes(path().resolve("tokenizer_config.json"))).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
