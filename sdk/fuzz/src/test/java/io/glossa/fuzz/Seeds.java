package io.glossa.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.GlossaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON seeds of a target. An input that begins with the byte 1 is a {@link Script} of changes to one of them: the second
 * byte says to which. Any other input is taken as it is.
 */
final class Seeds {
    private static final int MARK = 1;

    private final List<ObjectNode> trees = new ArrayList<>();
    private final List<String> words;
    private final List<JsonNode> parts;

    private Seeds(List<Path> files, List<String> words, List<String> parts) {
        Set<String> all = new LinkedHashSet<>(words);
        try {
            for (Path file : files) {
                if (SafeJson.mapper().readTree(Files.readAllBytes(file)) instanceof ObjectNode tree) {
                    trees.add(tree);
                    keys(tree, all);
                }
            }
            List<JsonNode> read = new ArrayList<>();
            for (String part : parts) {
                read.add(SafeJson.mapper().readTree(part));
            }
            this.parts = read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.words = List.copyOf(all);
    }

    /**
     * The seeds of a test, those whose names begin with {@code seed}.
     *
     * @param words strings worth trying
     * @param parts JSON worth trying
     */
    static Seeds of(Class<?> test, List<String> words, List<String> parts) {
        URL folder = Objects.requireNonNull(test.getResource(test.getSimpleName() + "Inputs"), "no seeds");
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return new Seeds(files.filter(file -> file.getFileName().toString().matches("seed.*json")).sorted().toList(),
                    words, parts);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    List<ObjectNode> trees() {
        return trees;
    }

    /** What an input stands for. */
    byte[] resolve(byte[] input) {
        if (input.length < 2 || input[0] != MARK) {
            return input;
        }
        ObjectNode seed = trees.get((input[1] & 0xff) % trees.size());
        return JsonChanges.apply(seed, new Script(input, 2), words, parts).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The object that an input is, or null. */
    static @Nullable ObjectNode object(byte[] input) {
        try {
            return SafeJson.object(input, "input");
        } catch (GlossaException e) {
            return null;
        }
    }

    private static void keys(JsonNode node, Set<String> into) {
        if (into.size() > 200) {
            return;
        }
        node.properties().forEach(entry -> {
            into.add(entry.getKey());
            keys(entry.getValue(), into);
        });
        if (node.isArray()) {
            node.forEach(element -> keys(element, into));
        }
    }
}
