package io.glossa.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Fetches what a model needs ahead of its use, and checks what is there already. */
final class HubPull {
    private static final Set<String> SETTINGS = Set.of(
            "config.json", Manifest.FILE, "generation_config.json", "tokenizer.json", "tokenizer_config.json",
            "special_tokens_map.json", "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt", "source.spm", "target.spm",
            "sentencepiece.bpe.model", "spiece.model", "spm.model", "sentencepiece.model", "tokenizer.model", "modules.json",
            "sentence_bert_config.json", "config_sentence_transformers.json");
    /** The parts of a sentence-transformers model, such as {@code 1_Pooling}. */
    private static final Pattern MODULE = Pattern.compile("[0-9]+_[A-Za-z]+/(config\\.json|model\\.safetensors|pytorch_model\\.bin)");
    private static final String TORCH = "pytorch_model.bin";
    private static final List<String> WEIGHTS = List.of("model.safetensors", "model.safetensors.index.json", TORCH,
            TORCH + ".index.json");

    private final HubFiles files;
    private final Optional<Manifest> manifest;
    private final PullOptions options;

    HubPull(HubFiles files, Optional<Manifest> manifest, PullOptions options) {
        this.files = files;
        this.manifest = manifest;
        this.options = options;
    }

    /** Fetches, and compares with the manifest where there is one. */
    void run() {
        Set<String> all = new TreeSet<>(files.list());
        for (String path : all) {
            if (options.content() == PullOptions.Content.ALL || wanted(path, all)) {
                files.file(path);
            }
        }
        manifest.flatMap(Manifest::head).ifPresent(files::file);
        OnnxChooser graphs = new OnnxChooser(files, manifest);
        switch (options.content()) {
            case ALL -> { }
            case ONNX -> graphs(graphs, all);
            case WEIGHTS -> weights();
            case AUTO -> {
                if (graphs.has(Precision.AUTO) || !encoder(all).isEmpty()) {
                    graphs(graphs, all);
                } else if (WEIGHTS.stream().anyMatch(all::contains)) {
                    weights();
                } else if (manifest.flatMap(Manifest::head).isEmpty()) {
                    graphs.choose(options.precision());
                }
            }
        }
        files.used().forEach(this::compare);
    }

    private static boolean wanted(String path, Set<String> all) {
        if (MODULE.matcher(path).matches()) {
            return !path.endsWith(TORCH) || !all.contains(path.replace(TORCH, "model.safetensors"));
        }
        return SETTINGS.contains(path);
    }

    private void graphs(OnnxChooser graphs, Set<String> all) {
        List<String> parts = encoder(all);
        if (parts.isEmpty() || graphs.has(options.precision())) {
            graphs.choose(options.precision());
            return;
        }
        for (String path : parts) {
            OnnxChooser.check(files, path, files.file(path));
        }
    }

    /** The graphs of a sequence-to-sequence model, in one folder and of one precision; empty if there are none. */
    private List<String> encoder(Set<String> all) {
        List<String> endings = switch (options.precision()) {
            case FP32 -> List.of(".onnx");
            case INT8 -> List.of("_quantized.onnx", "_int8.onnx");
            case AUTO -> List.of(".onnx", "_quantized.onnx", "_int8.onnx");
        };
        for (String folder : List.of("onnx/", "")) {
            for (String ending : endings) {
                String encoder = folder + "encoder_model" + ending;
                String merged = folder + "decoder_model_merged" + ending;
                String decoder = folder + "decoder_model" + ending;
                String past = folder + "decoder_with_past_model" + ending;
                if (all.contains(encoder) && all.contains(merged)) {
                    return List.of(encoder, merged);
                }
                if (all.contains(encoder) && all.contains(decoder)) {
                    return all.contains(past) ? List.of(encoder, decoder, past) : List.of(encoder, decoder);
                }
            }
        }
        return List.of();
    }

    private void weights() {
        String path = WEIGHTS.stream().filter(files::has).findFirst().orElseThrow(() -> new ModelNotFoundException(
                files.where() + ": expected model.safetensors or " + TORCH + ", found " + files.overview()
                        + "; the repository has no weights that Glossa reads"));
        files.file(path);
        if (path.endsWith(".index.json")) {
            JsonNode shards = SafeJson.object(files.readSettings(path), files.describe(path)).path("weight_map");
            Set<String> names = new TreeSet<>();
            shards.forEach(shard -> names.add(RelativePath.check(shard.asText(""), files.describe(path))));
            names.forEach(files::file);
        }
    }

    private void compare(String path) {
        Manifest.FileEntry expected = manifest.map(index -> index.files().get(path)).orElse(null);
        if (expected == null) {
            return;
        }
        FileHash found = FileHash.of(files.file(path), files.describe(path));
        if (found.size() != expected.size() || !found.sha256().equals(expected.sha256())) {
            throw new ModelFormatException(files.describe(path) + ": expected " + expected.size() + " bytes with SHA-256 "
                    + expected.sha256() + " as " + Manifest.FILE + " says, found " + found.size() + " bytes with " + found.sha256()
                    + "; the repository contradicts itself, ask its owner");
        }
    }

    /** What was fetched, for a lock file. */
    Map<String, Manifest.FileEntry> hashes() {
        Map<String, Manifest.FileEntry> hashes = new TreeMap<>();
        for (String path : files.used()) {
            FileHash found = FileHash.of(files.file(path), files.describe(path));
            hashes.put(path, new Manifest.FileEntry(found.size(), found.sha256()));
        }
        return hashes;
    }

    /** Size and checksum of a file. */
    private record FileHash(long size, String sha256) {
        static FileHash of(Path file, String where) {
            try {
                return new FileHash(Files.size(file), Sha256.hex(file));
            } catch (IOException e) {
                throw new ModelFormatException(where + ": could not be read (" + e.getClass().getSimpleName() + ")", e);
            }
        }
    }
}
