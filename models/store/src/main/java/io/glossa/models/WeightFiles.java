package io.glossa.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.Weights;
import io.glossa.models.format.internal.torch.TorchCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and opens the weights of a model: safetensors before PyTorch, one file before several. A PyTorch checkpoint is converted
 * to safetensors in the cache, under the SHA-256 of its content.
 */
final class WeightFiles {
    static final String SAFETENSORS = "model.safetensors";
    static final String TORCH = "pytorch_model.bin";
    static final String INDEX = ".index.json";

    private static final Logger LOG = LoggerFactory.getLogger(WeightFiles.class);
    /** Goes up when the same checkpoint is converted to other bytes. */
    private static final String CONVERTED = "converted/1/";

    private final ModelFiles files;
    private final ExtractionCache cache;

    WeightFiles(ModelFiles files, ExtractionCache cache) {
        this.files = files;
        this.cache = cache;
    }

    Weights open() {
        if (files.has(SAFETENSORS)) {
            return Weights.of(SafeTensors.open(files.file(SAFETENSORS)));
        } else if (files.has(SAFETENSORS + INDEX)) {
            return sharded(SAFETENSORS + INDEX, path -> places(SafeTensors.open(files.file(path))));
        } else if (files.has(TORCH)) {
            return Weights.of(files.describe(TORCH), converted(TORCH), () -> { });
        } else if (files.has(TORCH + INDEX)) {
            return sharded(TORCH + INDEX, this::converted);
        }
        throw new ModelNotFoundException(files.where() + ": expected weights (" + SAFETENSORS + " or " + TORCH
                + ", or shards with their " + INDEX.substring(1) + "), found " + files.overview()
                + "; download them too, or save the model as safetensors");
    }

    /** The files that {@link #open()} reads; none if there are no weights. */
    List<String> sources() {
        for (String path : List.of(SAFETENSORS, SAFETENSORS + INDEX, TORCH, TORCH + INDEX)) {
            if (files.has(path)) {
                List<String> sources = new ArrayList<>(List.of(path));
                if (path.endsWith(INDEX)) {
                    index(files, path).values().stream().distinct().forEach(sources::add);
                }
                return sources;
            }
        }
        return List.of();
    }

    /** The shards that an index names, each once, after a check that they are there. */
    static Map<String, String> index(ModelFiles files, String index) {
        String where = files.describe(index);
        ObjectNode root = SafeJson.object(files.readSettings(index), where);
        if (!(root.get("weight_map") instanceof ObjectNode map) || map.isEmpty()) {
            throw new ModelFormatException(where + ": expected \"weight_map\" from tensors to files, found "
                    + (root.has("weight_map") ? SafeJson.kind(root.get("weight_map")) : "nothing")
                    + "; get the file again from where it came");
        }
        Map<String, String> shards = new LinkedHashMap<>();
        map.fields().forEachRemaining(field -> shards.put(field.getKey(), shard(files, where, field.getKey(), field.getValue())));
        return shards;
    }

    private static String shard(ModelFiles files, String where, String tensor, JsonNode path) {
        String what = where + ", tensor " + Messages.quote(tensor);
        if (!path.isTextual()) {
            throw new ModelFormatException(what + ": expected the name of a file, found " + SafeJson.kind(path)
                    + "; get the file again from where it came");
        }
        RelativePath.check(path.textValue(), what);
        if (!files.has(path.textValue())) {
            throw new ModelNotFoundException(what + ": expected it in " + Messages.quote(path.textValue())
                    + ", found no such file; the model is incomplete, get all of its shards");
        }
        return path.textValue();
    }

    private Weights sharded(String index, Function<String, Map<String, Weights.Place>> opener) {
        Map<String, Map<String, Weights.Place>> opened = new HashMap<>();
        Map<String, String> shards = index(files, index);
        shards.values().forEach(path -> opened.computeIfAbsent(path, opener));
        Map<String, Weights.Place> places = new LinkedHashMap<>();
        shards.forEach((tensor, path) -> {
            Weights.Place place = opened.get(path).get(tensor);
            if (place == null) {
                List<String> others = opened.keySet().stream().filter(other -> opened.get(other).containsKey(tensor)).sorted().toList();
                throw new ModelFormatException(files.describe(index) + ", tensor " + Messages.quote(tensor) + ": expected it in "
                        + Messages.quote(path) + ", found it in " + Messages.list(others)
                        + "; the shards and the index don't belong together, get all of them again");
            }
            places.put(tensor, place);
        });
        return Weights.of(files.describe(index), places, () -> { });
    }

    private static Map<String, Weights.Place> places(SafeTensors file) {
        Map<String, Weights.Place> places = new LinkedHashMap<>();
        file.tensors().keySet().forEach(name -> places.put(name, new Weights.Place(file, name)));
        return places;
    }

    private Map<String, Weights.Place> converted(String path) {
        Path source = files.file(path);
        String where = files.describe(path);
        try {
            FileTime time = Files.getLastModifiedTime(source);
            long size = Files.size(source);
            Path target = cache.made(CONVERTED + Sha256.hex(source) + ".safetensors", WeightFiles::readable, temporary -> {
                LOG.info("converting {} to safetensors, once", where);
                TorchCheckpoint.open(source).write(temporary);
                if (!Files.getLastModifiedTime(source).equals(time) || Files.size(source) != size) {
                    throw new ModelFormatException(where + ": expected the same checkpoint from beginning to end, found it changed"
                            + " while it was converted; leave a model's files alone while it is loaded, and load it again");
                }
            }, where);
            return converted(SafeTensors.open(target));
        } catch (IOException e) {
            throw new ModelFormatException(where + ": could not be read (" + e.getClass().getSimpleName()
                    + "); check that the file is complete and readable", e);
        }
    }

    /** The names a checkpoint had, each with the one it is stored under. */
    private static Map<String, Weights.Place> converted(SafeTensors file) {
        Map<String, Weights.Place> places = places(file);
        file.metadata().forEach((key, name) -> {
            if (key.startsWith(TorchCheckpoint.ALIAS)) {
                places.put(key.substring(TorchCheckpoint.ALIAS.length()), new Weights.Place(file, name));
            }
        });
        return places;
    }

    private static boolean readable(Path file) {
        try {
            SafeTensors.open(file);
            return true;
        } catch (GlossaException e) {
            return false;
        }
    }
}
