package io.glossa.models;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A model's {@code glossa.json}: what the model is for, and which files belong to it. Unknown fields are ignored. Immutable and
 * thread-safe.
 *
 * <p>The fields: {@code formatVersion} (required, 1), {@code task}, {@code base}, {@code base_sha256}, {@code head}, {@code adapter},
 * {@code languages} (list), {@code license}, {@code labels} (label to polarity), {@code thresholds} (label to number),
 * {@code defaultPrecision} ({@code fp32} or {@code int8}), {@code files} (path to {@code size} and {@code sha256}), {@code metrics},
 * {@code provenance}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Manifest {
    /** Name of the file. */
    static final String FILE = "glossa.json";
    private static final int NEWEST = 1;

    /**
     * One file of the model.
     *
     * @param size size in bytes
     * @param sha256 SHA-256 of the content, 64 lower-case hexadecimal digits
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public record FileEntry(long size, String sha256) {
        /** Refuses a negative size and anything but 64 lower-case hexadecimal digits. */
        public FileEntry {
            if (size < 0 || !sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("expected a size of at least 0 and 64 hexadecimal digits");
            }
        }
    }

    private final int formatVersion;
    private final Optional<String> task;
    private final Optional<String> base;
    private final Optional<String> baseSha256;
    private final Optional<String> head;
    private final Optional<String> adapter;
    private final List<String> languages;
    private final Optional<String> license;
    private final Map<String, Double> polarity;
    private final Map<String, Double> thresholds;
    private final Optional<Precision> defaultPrecision;
    private final Map<String, FileEntry> files;
    private final Map<String, Object> metrics;
    private final Map<String, Object> provenance;

    private Manifest(JsonFields fields, @Nullable Path folder) {
        this.formatVersion = formatVersion(fields);
        this.task = fields.text("task");
        this.base = fields.text("base")
                .map(name -> folder != null && RelativeBase.is(name) ? RelativeBase.resolve(name, folder) : name);
        this.baseSha256 = fields.text("base_sha256").map(digits -> sha256(digits, fields));
        this.head = fields.text("head").map(name -> RelativePath.check(name, fields.where() + ", head"));
        this.adapter = fields.text("adapter").map(name -> RelativePath.check(name, fields.where() + ", adapter"));
        if (adapter.isPresent() && base.isEmpty()) {
            throw new ModelFormatException(fields.where() + ": expected \"base\" beside \"adapter\", found none; name the model that the"
                    + " adapter was made for");
        }
        this.languages = fields.texts("languages");
        this.license = fields.text("license");
        this.polarity = polarity(fields);
        this.thresholds = numbers(fields, "thresholds");
        this.defaultPrecision = fields.text("defaultPrecision").map(text -> precision(text, fields));
        this.files = files(fields);
        this.metrics = free(fields, "metrics");
        this.provenance = free(fields, "provenance");
    }

    static Manifest parse(byte[] bytes, String where) {
        return parse(bytes, where, null);
    }

    /**
     * Reads a manifest.
     *
     * @param folder where it lies, from which a relative base is found; null if that is no folder
     */
    static Manifest parse(byte[] bytes, String where, @Nullable Path folder) {
        return new Manifest(JsonFields.parse(bytes, where), folder);
    }

    /**
     * Version of the manifest's own format.
     *
     * @return 1
     */
    public int formatVersion() {
        return formatVersion;
    }

    /**
     * What the model does.
     *
     * @return such as {@code embedding}, {@code classification} or {@code sentiment}
     */
    public Optional<String> task() {
        return task;
    }

    /**
     * The model that this one was made from. Its encoder is run below {@link #head()} where this model brings none.
     *
     * @return an identifier as {@link ModelId#parse(String)} reads it; a path that starts with {@code ./} or {@code ../} in the file is
     *     relative to the folder of this model, and absolute here
     */
    public Optional<String> base() {
        return base;
    }

    /** {@link io.glossa.models.graph.internal.ParameterDigest} of the base that an adapter was trained on. */
    Optional<String> baseSha256() {
        return baseSha256;
    }

    /**
     * File with the weights of a linear head on the embedding of this model's own graph or, without one, the base's: {@code classifier.weight} of shape [labels, hidden] and
     * {@code classifier.bias} of shape [labels].
     *
     * @return path of a safetensors file inside the model
     */
    public Optional<String> head() {
        return head;
    }

    /**
     * File with low-rank factors for weights of the base, and a head: an adapter, whose weights are merged with the base's when the model
     * is loaded. Its tokenizer is the base's unless it has one of its own.
     *
     * @return path of a safetensors file inside the model
     */
    public Optional<String> adapter() {
        return adapter;
    }

    /**
     * Languages the model is made for.
     *
     * @return ISO 639-1 codes; may be empty
     */
    public List<String> languages() {
        return languages;
    }

    /**
     * Licence of the model's files.
     *
     * @return an SPDX identifier
     */
    public Optional<String> license() {
        return license;
    }

    /**
     * How positive each label is.
     *
     * @return label to a number from −1 to 1, from {@code labels}; empty for a model that is not about sentiment; unmodifiable
     */
    public Map<String, Double> polarity() {
        return polarity;
    }

    /**
     * Score from which a label counts as present.
     *
     * @return label to threshold; may be empty; unmodifiable
     */
    public Map<String, Double> thresholds() {
        return thresholds;
    }

    /**
     * The graph to take when the caller does not say.
     *
     * @return {@link Precision#FP32} or {@link Precision#INT8}, if the manifest names one
     */
    public Optional<Precision> defaultPrecision() {
        return defaultPrecision;
    }

    /**
     * The model's files, without the manifest itself.
     *
     * @return relative path to size and checksum, sorted by path; unmodifiable
     */
    public Map<String, FileEntry> files() {
        return files;
    }

    /**
     * What was measured.
     *
     * @return the object {@code metrics} as maps, lists, strings, numbers and booleans; may be empty; unmodifiable
     */
    public Map<String, Object> metrics() {
        return metrics;
    }

    /**
     * Where the model comes from and how it was made.
     *
     * @return the object {@code provenance} as maps, lists, strings, numbers and booleans; may be empty; unmodifiable
     */
    public Map<String, Object> provenance() {
        return provenance;
    }

    private static int formatVersion(JsonFields fields) {
        int version = fields.integer("formatVersion").orElseThrow(() -> new ModelFormatException(fields.where()
                + ": expected \"formatVersion\", found none; add \"formatVersion\": 1 or remove the file"));
        if (version > NEWEST) {
            throw new ModelFormatException(fields.where() + ": expected formatVersion " + NEWEST + ", found " + version
                    + "; the model was written for a later version of Glossa, upgrade to read it");
        }
        if (version < 1) {
            throw new ModelFormatException(fields.where() + ": expected formatVersion 1, found " + version
                    + "; correct the file");
        }
        return version;
    }

    private static String sha256(String digits, JsonFields fields) {
        String lower = digits.toLowerCase(Locale.ROOT);
        if (!lower.matches("[0-9a-f]{64}")) {
            throw new ModelFormatException(fields.where() + ": expected \"base_sha256\" to be 64 hexadecimal digits, found "
                    + Messages.quote(digits) + "; correct the file");
        }
        return lower;
    }

    private static Precision precision(String text, JsonFields fields) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "fp32" -> Precision.FP32;
            case "int8" -> Precision.INT8;
            default -> throw new ModelFormatException(fields.where() + ": expected \"defaultPrecision\" to be fp32 or int8,"
                    + " found " + Messages.quote(text) + "; correct the file");
        };
    }

    private static Map<String, Double> polarity(JsonFields fields) {
        Map<String, Double> values = numbers(fields, "labels");
        values.forEach((label, value) -> {
            if (value < -1 || value > 1) {
                throw new ModelFormatException(fields.where() + ", labels: expected polarities from -1 to 1, found " + value
                        + " for " + Messages.quote(label) + "; correct the file");
            }
        });
        return values;
    }

    private static Map<String, Double> numbers(JsonFields fields, String key) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        fields.object(key).ifPresent(object -> object.node().fieldNames()
                .forEachRemaining(name -> numbers.put(name, object.number(name))));
        return Collections.unmodifiableMap(numbers);
    }

    private static Map<String, FileEntry> files(JsonFields fields) {
        Map<String, FileEntry> files = new TreeMap<>();
        fields.object("files").ifPresent(object -> object.node().fieldNames().forEachRemaining(path -> {
            RelativePath.check(path, object.where());
            JsonFields entry = object.object(path).orElseThrow(() -> incomplete(object, path));
            long size = entry.size("size").orElseThrow(() -> incomplete(object, path));
            String sha256 = entry.text("sha256").orElseThrow(() -> incomplete(object, path)).toLowerCase(Locale.ROOT);
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw incomplete(object, path);
            }
            files.put(path, new FileEntry(size, sha256));
        }));
        return Collections.unmodifiableMap(files);
    }

    private static ModelFormatException incomplete(JsonFields files, String path) {
        return new ModelFormatException(files.where() + ", " + Messages.quote(path)
                + ": expected a size in bytes and a sha256 of 64 hexadecimal digits; correct the file");
    }

    private static Map<String, Object> free(JsonFields fields, String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.object(key).ifPresent(object -> object.node().properties()
                .forEach(entry -> values.put(entry.getKey(), frozen(plain(entry.getValue())))));
        values.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(values);
    }

    private static @Nullable Object plain(JsonNode node) {
        return SafeJson.mapper().convertValue(node, new TypeReference<Object>() {});
    }

    private static @Nullable Object frozen(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, frozen(element)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(frozen(element)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
