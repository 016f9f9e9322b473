package io.glossa.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.AtomicFiles;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * Which commit each model of the hub is, and what each of its files is, so that a program gets the same everywhere or an error.
 * {@link ModelStore#lock} makes one, {@link ModelStore.Builder#lockFile} holds a store to it. The file is JSON that says nothing
 * about an endpoint, so it serves behind any mirror: {@code formatVersion} (1) and {@code models}, a list of {@code repository},
 * {@code revision}, {@code commit} and {@code files} (path to {@code size} and {@code sha256}). Unknown fields are ignored.
 * Immutable and thread-safe.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class LockFile {
    private static final int NEWEST = 1;
    private static final long MOST_BYTES = 16L << 20;
    private static final int MOST_MODELS = 1000;
    private static final int MOST_FILES = 10_000;

    private final List<LockedModel> models;
    private final String where;

    LockFile(List<LockedModel> models, String where) {
        this.models = models.stream()
                .sorted(Comparator.comparing(LockedModel::repository).thenComparing(LockedModel::revision))
                .toList();
        this.where = where;
    }

    /**
     * Reads a lock file: at most 16 MiB, 1000 models and 10,000 files each.
     *
     * @param file the file
     * @return what it says
     * @throws ModelNotFoundException if there is no such file
     * @throws ModelFormatException if it is damaged, too large, of a later version, names a model twice, or a path leads out
     */
    public static LockFile read(Path file) {
        String where = file.toString();
        try {
            if (!Files.isRegularFile(file)) {
                throw new ModelNotFoundException(where + ": expected a lock file, found none; write one with glossa models lock");
            }
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new ModelFormatException(where + ": expected a lock file of at most " + MOST_BYTES + " bytes, found " + size);
            }
            return parse(Files.readAllBytes(file), where);
        } catch (IOException e) {
            throw new ModelFormatException(where + ": could not be read (" + e.getClass().getSimpleName()
                    + "); check its permissions", e);
        }
    }

    static LockFile parse(byte[] bytes, String where) {
        ObjectNode root = SafeJson.object(bytes, where);
        JsonNode version = root.path("formatVersion");
        if (!version.isInt() || version.intValue() < 1) {
            throw bad(where, "\"formatVersion\" to be " + NEWEST);
        }
        if (version.intValue() > NEWEST) {
            throw new ModelFormatException(where + ": expected formatVersion " + NEWEST + ", found " + version.intValue()
                    + "; the lock file was written by a later version of Glossa, upgrade to read it");
        }
        JsonNode models = root.path("models");
        if (!models.isArray() || models.size() > MOST_MODELS) {
            throw bad(where, "\"models\" to be a list of at most " + MOST_MODELS);
        }
        List<LockedModel> read = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode model : models) {
            LockedModel locked = model(model, where);
            if (!seen.add(locked.repository() + "@" + locked.revision())) {
                throw bad(where, "each model once");
            }
            read.add(locked);
        }
        return new LockFile(read, where);
    }

    private static LockedModel model(JsonNode node, String where) {
        String repository = string(node, "repository");
        String revision = string(node, "revision");
        String commit = string(node, "commit");
        try {
            ModelId.parse("hub:" + repository + "@" + revision);
        } catch (InvalidInputException e) {
            throw bad(where, "\"repository\" and \"revision\" of each model to be such as org/name and main");
        }
        if (!commit.matches("[0-9a-f]{40}")) {
            throw bad(where, "\"commit\" of " + repository + " to be 40 hexadecimal digits");
        }
        JsonNode files = node.path("files");
        if (!files.isObject() || files.isEmpty() || files.size() > MOST_FILES) {
            throw bad(where, "\"files\" of " + repository + " to be an object of 1 to " + MOST_FILES);
        }
        Map<String, Manifest.FileEntry> entries = new TreeMap<>();
        files.fields().forEachRemaining(field -> {
            String path = RelativePath.check(field.getKey(), where);
            JsonNode size = field.getValue().path("size");
            String sha256 = string(field.getValue(), "sha256");
            if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0 || !sha256.matches("[0-9a-f]{64}")) {
                throw bad(where, "a size in bytes and 64 hexadecimal digits for " + Messages.quote(path) + " of " + repository);
            }
            entries.put(path, new Manifest.FileEntry(size.longValue(), sha256));
        });
        return new LockedModel(repository, revision, commit, entries);
    }

    private static String string(JsonNode node, String key) {
        return node.path(key).isTextual() ? node.path(key).textValue() : "";
    }

    private static ModelFormatException bad(String where, String expected) {
        return new ModelFormatException(where + ": expected " + expected + ", found something else; the lock file is damaged:"
                + " write it anew with glossa models lock");
    }

    /**
     * The models.
     *
     * @return sorted by repository and revision; unmodifiable
     */
    public List<LockedModel> models() {
        return Collections.unmodifiableList(models);
    }

    /**
     * Writes the file, whole or not at all. The same models give the same bytes.
     *
     * @param file replaced if it exists; its folder is made if need be
     * @throws ModelFormatException if it can't be written
     */
    public void write(Path file) {
        ObjectNode root = SafeJson.mapper().createObjectNode().put("formatVersion", NEWEST);
        ArrayNode list = root.putArray("models");
        for (LockedModel model : models) {
            ObjectNode files = list.addObject()
                    .put("repository", model.repository())
                    .put("revision", model.revision())
                    .put("commit", model.commit())
                    .putObject("files");
            model.files().forEach((path, entry) ->
                    files.putObject(path).put("size", entry.size()).put("sha256", entry.sha256()));
        }
        try {
            byte[] bytes = (SafeJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
                    .replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            AtomicFiles.write(file, temporary -> Files.write(temporary, bytes));
        } catch (IOException e) {
            throw new ModelFormatException(file + ": the lock file could not be written (" + e.getClass().getSimpleName()
                    + "); check the folder's permissions", e);
        }
    }

    /** What a model is held to: the one locked under the same revision, or whose commit is asked for. */
    LockedModel require(ModelId id) {
        List<LockedModel> same = models.stream().filter(model -> model.repository().equals(id.name())).toList();
        if (same.isEmpty()) {
            throw new ModelFormatException(id + ": expected it in the lock file " + where + ", found only "
                    + Messages.list(models.stream().map(model -> "hub:" + model.repository()).toList())
                    + "; add it with glossa models lock, or use no lock file");
        }
        String revision = id.revision().orElse("main");
        Optional<LockedModel> locked = same.stream()
                .filter(model -> model.revision().equals(revision))
                .findFirst()
                .or(() -> same.stream().filter(model -> model.commit().equals(revision)).findFirst());
        return locked.orElseThrow(() -> new ModelFormatException(id + ": expected revision " + revision + " in the lock file "
                + where + ", found " + Messages.list(same.stream().map(LockedModel::revision).toList())
                + "; ask for that one, or write the lock file anew"));
    }
}
