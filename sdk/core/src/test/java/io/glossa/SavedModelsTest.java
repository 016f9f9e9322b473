package io.glossa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ModelStore;
import io.glossa.testing.Fixtures;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Model directories that were saved by every version so far load, and say what they said then. */
class SavedModelsTest {
    private static final Path SAVED = Fixtures.root().resolve("sdk/core/src/test/resources/saved-models");
    private static final String ANSWERS = ".expected.json";

    @TempDir
    Path temporary;

    private static List<Path> versions() throws IOException {
        try (Stream<Path> folders = Files.list(SAVED)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    static List<Arguments> models() throws IOException {
        List<Arguments> models = new ArrayList<>();
        for (Path version : versions()) {
            try (Stream<Path> folders = Files.list(version)) {
                folders.filter(Files::isDirectory).sorted().forEach(folder -> models.add(
                        Arguments.of(version.getFileName().toString(), folder.getFileName().toString())));
            }
        }
        return models;
    }

    /** A store that knows the version's own embedding model under the name that its linear head asks for. */
    private ModelStore store(String version) throws IOException {
        Path classPath = temporary.resolve("classes");
        copy(SAVED.resolve(version).resolve("embedding"), classPath.resolve("META-INF/glossa/saved-embedding"));
        URL[] urls = {classPath.toUri().toURL()};
        return ModelStore.builder().classLoader(new URLClassLoader(urls, null)).cacheDirectory(temporary.resolve("cache")).build();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void corpus_coversTasksAndFields() throws IOException {
        assertThat(versions()).isNotEmpty();
        for (Path version : versions()) {
            TreeSet<String> fields = new TreeSet<>();
            TreeSet<String> verbs = new TreeSet<>();
            try (Stream<Path> files = Files.walk(version)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (file.endsWith("glossa.json")) {
                        json(file).fieldNames().forEachRemaining(fields::add);
                    } else if (file.toString().endsWith(ANSWERS)) {
                        verbs.add(json(file).path("verb").textValue());
                    }
                }
            }
            assertThat(fields).as("%s", version).contains("formatVersion", "task", "base", "head", "languages", "license", "labels",
                    "thresholds", "defaultPrecision", "files", "metrics", "provenance", "someday");
            assertThat(version.resolve("weights")).as("served from weights alone").isDirectoryNotContaining("glob:**.onnx")
                    .isDirectoryContaining("glob:**model.safetensors");
            assertThat(verbs).as("%s", version).contains("classify", "sentiment", "ner", "embed", "rerank");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void manifest_isReadAndItsChecksumsHold(String version, String name) throws IOException {
        ModelDirectory model = store(version).open(SAVED.resolve(version).resolve(name).toString());
        JsonNode written = json(SAVED.resolve(version).resolve(name).resolve("glossa.json"));
        assertThat(model.manifest().orElseThrow().formatVersion()).isEqualTo(written.path("formatVersion").intValue());
        assertThat(model.manifest().orElseThrow().task()).contains(written.path("task").textValue());
        assertThat(model.verify().problems()).isEmpty();
        assertThat(model.verify().filesChecked()).isEqualTo(model.files().size());
    }

    @ParameterizedTest
    @MethodSource("models")
    void answers_areThoseOfTheVersionThatSavedIt(String version, String name) throws IOException {
        JsonNode expected = json(SAVED.resolve(version).resolve(name + ANSWERS));
        String model = SAVED.resolve(version).resolve(name).toString();
        List<ObjectNode> inputs = new ArrayList<>();
        List<JsonNode> outputs = new ArrayList<>();
        expected.path("records").forEach(record -> {
            inputs.add((ObjectNode) record.path("input"));
            outputs.add(record.path("output"));
        });
        assertThat(outputs).isNotEmpty();
        List<ObjectNode> found = answers(expected.path("verb").textValue(), model, store(version), inputs);
        for (int i = 0; i < outputs.size(); i++) {
            compare(version + "/" + name + ", record " + i, outputs.get(i), found.get(i), expected.path("tolerance").doubleValue());
        }
    }

    @Test
    void laterFormat_refusedWithAHint() throws IOException {
        Path folder = temporary.resolve("later");
        copy(versions().get(0).resolve("multi-label"), folder);
        ObjectNode manifest = (ObjectNode) json(folder.resolve("glossa.json"));
        manifest.put("formatVersion", 2).put("files", "in a shape of later times");
        Files.writeString(folder.resolve("glossa.json"), manifest.toString());
        assertThatThrownBy(() -> TextClassifier.load(folder.toString())).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("formatVersion 1").hasMessageContaining("found 2").hasMessageContaining("upgrade");
    }

    private static List<ObjectNode> answers(String verb, String model, ModelStore store, List<ObjectNode> inputs) {
        List<String> texts = inputs.stream().map(input -> input.path("text").asText()).toList();
        return switch (verb) {
            case "classify" -> {
                try (TextClassifier task = TextClassifier.builder(model).store(store).build()) {
                    yield task.classify(texts).stream().map(SavedModelsTest::answer).toList();
                }
            }
            case "sentiment" -> {
                try (SentimentAnalyzer task = SentimentAnalyzer.builder(model).store(store).build()) {
                    yield task.classify(texts).stream().map(SavedModelsTest::answer).toList();
                }
            }
            case "ner" -> {
                try (TokenClassifier task = TokenClassifier.builder(model).store(store).build()) {
                    yield task.recognize(texts).stream().map(SavedModelsTest::answer).toList();
                }
            }
            case "embed" -> {
                try (TextEmbedder task = TextEmbedder.builder(model).store(store).build()) {
                    yield task.embed(texts).stream().map(SavedModelsTest::answer).toList();
                }
            }
            case "rerank" -> {
                try (Reranker task = Reranker.builder(model).store(store).build()) {
                    yield inputs.stream().map(input -> answer(task, input)).toList();
                }
            }
            default -> throw new IllegalArgumentException("expected a verb that this test knows, found " + verb);
        };
    }

    private static ObjectNode answer(Classification found) {
        ObjectNode node = usage(found.usage());
        ArrayNode labels = node.putArray("labels");
        found.scores().forEach(score -> labels.addObject().put("label", score.label()).put("score", score.score()));
        ArrayNode logits = node.putArray("logits");
        for (float logit : found.logits()) {
            logits.add(logit);
        }
        return node;
    }

    private static ObjectNode answer(Sentiment found) {
        return usage(found.classification().usage()).put("polarity", found.polarity().name().toLowerCase(Locale.ROOT))
                .put("score", found.score()).put("confidence", found.confidence());
    }

    private static ObjectNode answer(Entities found) {
        ObjectNode node = usage(found.usage());
        ArrayNode entities = node.putArray("entities");
        found.forEach(entity -> entities.addObject().put("label", entity.label()).put("score", entity.score())
                .put("text", entity.text()).put("start", entity.start()).put("end", entity.end()));
        return node;
    }

    private static ObjectNode answer(Embedding found) {
        ObjectNode node = usage(found.usage());
        ArrayNode vector = node.putArray("embedding");
        for (float value : found.vector()) {
            vector.add(value);
        }
        return node;
    }

    private static ObjectNode answer(Reranker task, ObjectNode input) {
        List<String> documents = new ArrayList<>();
        input.path("docs").forEach(document -> documents.add(document.textValue()));
        ObjectNode node = SafeJson.mapper().createObjectNode();
        ArrayNode logits = node.putArray("logits");
        ArrayNode scores = node.putArray("scores");
        ArrayNode truncated = node.putArray("truncated");
        List<RankedDocument> scored = task.score(input.path("query").textValue(), documents);
        scored.forEach(document -> {
            logits.add(document.logit());
            scores.add(document.score());
            truncated.add(document.usage().truncated());
        });
        ArrayNode rank = node.putArray("rank");
        scored.stream().sorted(Comparator.comparingDouble(RankedDocument::score).reversed())
                .forEach(document -> rank.addObject().put("index", document.index()).put("score", document.score()));
        return node;
    }

    private static ObjectNode usage(TokenUsage usage) {
        return SafeJson.mapper().createObjectNode().put("tokens", usage.tokens()).put("truncated", usage.truncated())
                .put("unknown_ratio", usage.unknownRatio());
    }

    /** Everything that was recorded is there; numbers with a fraction within the tolerance, all else the same. */
    private static void compare(String where, JsonNode expected, JsonNode found, double tolerance) {
        if (expected.isObject()) {
            for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                compare(where + "." + name, expected.path(name), found.path(name), tolerance);
            }
        } else if (expected.isArray()) {
            assertThat(found.size()).as("length of %s", where).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                compare(where + "[" + i + "]", expected.get(i), found.get(i), tolerance);
            }
        } else if (expected.isFloatingPointNumber()) {
            assertThat(found.isNumber()).as("%s is a number", where).isTrue();
            assertThat(Math.abs(found.doubleValue() - expected.doubleValue())).as(where).isLessThanOrEqualTo(tolerance);
        } else {
            assertThat(found.asText()).as(where).isEqualTo(expected.asText());
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return SafeJson.object(Files.readAllBytes(file), file.toString());
    }
}
