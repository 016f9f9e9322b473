package io.glossa.models.hub.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository at one commit.
 *
 * @param commit 40 hexadecimal digits
 * @param files path to what is known about it, sorted; paths are checked
 */
record Listing(String commit, Map<String, RemoteFile> files) {
    static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    /** More than any repository of a model has. */
    private static final int MOST = 100_000;
    /** Version of the file that huggingface_hub keeps lists in. */
    private static final int TREE_VERSION = 1;

    /**
     * Reads the hub's answer: {@code sha} and {@code siblings}, each with {@code rfilename} and, where the server knows the
     * option {@code blobs}, {@code size}, {@code blobId} and {@code lfs}.
     */
    static Listing ofApi(byte[] json, String where, PathCheck paths) {
        ObjectNode root;
        try {
            root = SafeJson.object(json, where);
        } catch (ModelFormatException e) {
            throw new ModelFormatException(where + ": expected a list in JSON, found something else; is HF_ENDPOINT the address of a"
                    + " hub, or does a proxy answer with a page of its own, to sign in for instance?", e);
        }
        String commit = root.path("sha").asText("");
        JsonNode siblings = root.path("siblings");
        if (!COMMIT.matcher(commit).matches() || !siblings.isArray() || siblings.size() > MOST) {
            throw new ModelFormatException(where + ": expected a commit in \"sha\" and at most " + MOST
                    + " files in \"siblings\", found something else; is HF_ENDPOINT the address of a hub?");
        }
        Map<String, RemoteFile> files = new TreeMap<>();
        for (JsonNode sibling : siblings) {
            String path = paths.check(sibling.path("rfilename").asText(""), where);
            JsonNode lfs = sibling.path("lfs");
            files.put(path, file(sibling.path("size"), text(sibling.path("blobId")),
                    text(lfs.path("sha256").isTextual() ? lfs.path("sha256") : lfs.path("oid")), lfs.path("size")));
        }
        return new Listing(commit, files);
    }

    /** Reads what {@link #toTree()} wrote; empty if it is of another version. */
    static Optional<Listing> ofTree(String commit, byte[] json, String where, PathCheck paths) {
        ObjectNode root = SafeJson.object(json, where);
        if (root.path("format_version").asInt(-1) != TREE_VERSION || !root.path("files").isObject()
                || root.path("files").size() > MOST) {
            return Optional.empty();
        }
        Map<String, RemoteFile> files = new TreeMap<>();
        root.path("files").fields().forEachRemaining(field -> {
            JsonNode file = field.getValue();
            files.put(paths.check(field.getKey(), where), file(file.path("size"), text(file.path("blob_id")),
                    text(file.path("lfs_sha256")), file.path("lfs_size")));
        });
        return Optional.of(new Listing(commit, files));
    }

    private static RemoteFile file(JsonNode size, @Nullable String blob, @Nullable String sha256, JsonNode lfsSize) {
        JsonNode real = lfsSize.canConvertToLong() && lfsSize.isNumber() ? lfsSize : size;
        long bytes = real.isNumber() && real.canConvertToLong() && real.longValue() >= 0 ? real.longValue() : -1;
        return new RemoteFile(bytes, Optional.ofNullable(sha256 != null ? sha256 : blob).flatMap(Checksum::ofEtag),
                blob == null ? "" : blob);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    /** The list as huggingface_hub keeps it; empty if a size or checksum is not known. */
    Optional<byte[]> toTree() throws IOException {
        if (!files.values().stream().allMatch(RemoteFile::known)) {
            return Optional.empty();
        }
        ObjectNode root = SafeJson.mapper().createObjectNode().put("format_version", TREE_VERSION);
        ObjectNode all = root.putObject("files");
        files.forEach((path, file) -> {
            Checksum checksum = file.checksum().orElseThrow();
            ObjectNode entry = all.putObject(path).put("size", file.size()).put("blob_id", file.blob());
            if (checksum.kind() == Checksum.Kind.SHA256) {
                entry.put("lfs_sha256", checksum.hex()).put("lfs_size", file.size());
            }
        });
        return Optional.of(SafeJson.mapper().writeValueAsBytes(root));
    }
}
