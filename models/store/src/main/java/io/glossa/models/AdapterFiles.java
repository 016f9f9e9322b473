package io.glossa.models;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.Weights;
import io.glossa.models.graph.Parameters;
import io.glossa.models.graph.internal.ParameterDigest;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
    private final Optional<String> baseSha256;

    /**
     * Joins them.
     *
     * @param adapter path of the factors in the adapter's own files
     * @param baseSha256 of the base that it was trained on; empty for an adapter that does not know
     */
    AdapterFiles(ModelFiles own, ModelFiles base, String adapter, Optional<String> baseSha256) {
        this.own = own;
        this.base = base;
        this.adapter = adapter;
        this.baseSha256 = baseSha256;
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

    /** {@link ParameterDigest} of the base that it was trained on; empty if it does not know. */
    Optional<String> baseSha256() {
        return baseSha256;
    }

    /**
     * Makes sure that a base is the one that the factors were trained on. Another of the same shape would run, and answer nonsense.
     *
     * @param parameters of the base
     * @param weights the files behind them; null for those of an ONNX graph
     * @throws ModelFormatException if it is another
     */
    void requireBase(Parameters parameters, @Nullable Weights weights) {
        if (baseSha256.isEmpty()) {
            return;
        }
        String found = ParameterDigest.sha256(parameters, weights);
        if (!found.equals(baseSha256.get())) {
            throw new ModelFormatException(where() + ": expected a base whose parameters have the SHA-256 " + baseSha256.get()
                    + ", which the adapter was trained on, found " + found + " in " + base.where() + "; put that base back in its place,"
                    + " name the place where it lies as \"base\" in " + Manifest.FILE + ", or train the adapter again on this one");
        }
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
