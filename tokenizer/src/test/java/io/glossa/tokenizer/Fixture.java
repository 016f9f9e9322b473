package io.glossa.tokenizer;

import java.nio.file.Path;

/** The trimmed tokenizers by name. */
enum Fixture {
    BERT("bert-cased-stars"),
    MPNET("mpnet-topics"),
    ROBERTA("roberta-sentiment"),
    ALBERT("albert-sst2");

    private final String folder;

    Fixture(String folder) {
        this.folder = folder;
    }

    Path path() {
        return Shared.resources().resolve(folder);
    }

    Tokenizer load() {
        return Tokenizer.load(path());
    }
}
