package io.glossa.tokenizer;

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

    java.nio.file.Path path() {
        return Shared.resources().resolve(folder);
    }

    Tokenizer load() {
        return Tokenizer.load(path());
    }
}
