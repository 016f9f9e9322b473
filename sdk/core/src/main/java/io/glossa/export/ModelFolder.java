package io.glossa.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The files of a model that go with its graph: configuration, tokenizer, sentence-transformers modules, card and licence. */
final class ModelFolder {
    private static final String MODULES = "modules.json";
    private static final Set<String> ENDINGS = Set.of(".json", ".txt", ".model", ".md", ".tiktoken");
    private static final Set<String> LEFT = Set.of("glossa.json", "trainer_state.json", "optimizer.json", "requirements.txt");

    private ModelFolder() {}

    /** Copies what belongs to the graph; weights, other graphs and what training left are left behind. */
    static void copy(ModelDirectory from, Path to) throws IOException {
        List<String> modules = modules(from);
        for (String path : from.files()) {
            if (belongs(path) || modules.stream().anyMatch(path::startsWith)) {
                Path target = to.resolve(path);
                Files.createDirectories(target.getParent());
                Files.copy(from.file(path), target);
                // A file of the hub's cache may be read-only.
                target.toFile().setWritable(true, true);
            }
        }
    }

    private static boolean belongs(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (path.contains("/") || LEFT.contains(name) || name.endsWith(".index.json")) {
            return false;
        }
        return ENDINGS.stream().anyMatch(name::endsWith) || name.startsWith("license") || name.startsWith("notice");
    }

    /** Folders of the modules after the first, with a slash at the end. */
    private static List<String> modules(ModelDirectory from) {
        List<String> folders = new ArrayList<>();
        if (from.has(MODULES)) {
            for (JsonNode module : SafeJson.value(from.read(MODULES), from.name() + "/" + MODULES)) {
                String path = module.path("path").asText("");
                if (!path.isEmpty()) {
                    folders.add(path.endsWith("/") ? path : path + "/");
                }
            }
        }
        return folders;
    }
}
