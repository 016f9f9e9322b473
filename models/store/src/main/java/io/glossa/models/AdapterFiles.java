package io.glossa.models;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An adapter's files together with what it takes from its base: the tokenizer. Everything else is the adapter's own, so its configuration
 * says what the model is. Base and adapter are found again by {@link GraphFiles}, which merges their weights.
 */
final class AdapterFiles implements ModelFiles {
    private static final Set<String> FROM_BASE = Set.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
            "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt", "sentencepiece.bpe.model", "spiece.model", "spm.model",
            "bpe.codes");

    private final ModelFiles own;
    private final ModelFiles base;
    private final String adapter;

    /**
     * Joins them.
     *
     * @param adapter path of the factors in the adapter's own files
     */
    AdapterFiles(ModelFiles own, ModelFiles base, String adapter) {
        this.own = own;
        this.base = base;
        this.adapter = adapter;
    }

    /** The adapter's own files. */
    ModelFiles own() {
        return own;
    }

    /** The files of the base. */
    ModelFiles base() {
        return base;
    }

    /** Path of the factors and the head. */
    String adapter() {
        return adapter;
    }

    private ModelFiles source(String path) {
        return FROM_BASE.contains(path) && !own.has(path) ? base : own;
    }

    @Override
    public String where() {
        return own.where();
    }

    @Override
    public Optional<Path> folder() {
        return own.folder();
    }

    @Override
    public List<String> list() {
        Set<String> all = new TreeSet<>(own.list());
        for (String path : base.list()) {
            if (FROM_BASE.contains(path)) {
                all.add(path);
            }
        }
        return List.copyOf(all);
    }

    @Override
    public List<String> present() {
        return own.present();
    }

    @Override
    public String overview() {
        return own.overview();
    }

    @Override
    public boolean has(String path) {
        return source(path).has(path);
    }

    @Override
    public long size(String path) {
        return source(path).size(path);
    }

    @Override
    public InputStream open(String path) {
        return source(path).open(path);
    }

    @Override
    public byte[] read(String path) {
        return source(path).read(path);
    }

    @Override
    public Path file(String path) {
        return source(path).file(path);
    }

    @Override
    public Optional<String> damage(String path) {
        return source(path).damage(path);
    }

    @Override
    public boolean checkable(String path) {
        return source(path).checkable(path);
    }

    @Override
    public void requireNoLink(String path) {
        source(path).requireNoLink(path);
    }
}
