package io.glossa.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows {@code modules.json} to the files it names. */
final class SentenceTransformersReader {
    static final String MODULES = "modules.json";
    private static final String PACKAGE = "sentence_transformers.";
    private static final Set<String> SIMILARITIES = Set.of("cosine", "dot", "euclidean", "manhattan");
    /** Where the Transformer module keeps its settings; the first that exists counts. */
    private static final List<String> TRANSFORMER_FILES = List.of(
            "sentence_bert_config.json", "sentence_roberta_config.json", "sentence_distilbert_config.json",
            "sentence_camembert_config.json", "sentence_albert_config.json", "sentence_xlm-roberta_config.json",
            "sentence_xlnet_config.json");

    record PoolingPart(List<Pooling> modes, boolean includePrompt) {}

    record TransformerPart(OptionalInt maxSequenceLength, boolean lowerCase) {}

    record PromptPart(Map<String, String> prompts, @Nullable String defaultName, String similarity) {}

    private record Module(int index, String type, String path) {}

    private final ModelFiles files;

    SentenceTransformersReader(ModelFiles files) {
        this.files = files;
    }

    SentenceTransformersConfig read() {
        String where = files.describe(MODULES);
        List<Module> modules = modules(where);
        PoolingPart pooling = null;
        DenseLayer dense = null;
        boolean normalize = false;
        for (int i = 0; i < modules.size(); i++) {
            Module module = modules.get(i);
            boolean first = i == 0;
            if (first != module.type.equals("Transformer") || (i == 1) != module.type.equals("Pooling")) {
                throw new ModelFormatException(where + ": expected the modules Transformer, Pooling and then Dense or"
                        + " Normalize, found " + Messages.quote(module.type) + " at place " + i
                        + "; this version of Glossa runs no other combination");
            }
            switch (module.type) {
                case "Transformer" -> requireRoot(module, where);
                case "Pooling" -> pooling = pooling(module.path);
                case "Normalize" -> normalize = true;
                default -> {
                    if (dense != null || normalize) {
                        throw new ModelFormatException(where + ": expected at most one Dense module, before Normalize, found"
                                + " another at place " + i + "; this version of Glossa runs no other combination");
                    }
                    dense = DenseLayer.read(files, module.path);
                }
            }
        }
        if (pooling == null) {
            throw new ModelFormatException(where + ": expected a Pooling module, found none; without one there is no vector for"
                    + " a text");
        }
        return new SentenceTransformersConfig(pooling, normalize, transformer(), prompts(), dense);
    }

    private List<Module> modules(String where) {
        JsonNode list = SafeJson.value(files.readSettings(MODULES), where);
        if (!list.isArray() || list.isEmpty()) {
            throw new ModelFormatException(where + ": expected a list of modules, found " + SafeJson.kind(list)
                    + "; correct the file or get the original");
        }
        List<Module> modules = new ArrayList<>();
        for (JsonNode node : list) {
            if (!(node instanceof ObjectNode object)) {
                throw new ModelFormatException(where + ": expected each module to be an object, found " + SafeJson.kind(node)
                        + "; correct the file or get the original");
            }
            JsonFields fields = new JsonFields(object, where);
            String type = fields.text("type").orElse("");
            String name = type.substring(type.lastIndexOf('.') + 1);
            if (!type.startsWith(PACKAGE) || !Set.of("Transformer", "Pooling", "Dense", "Normalize").contains(name)) {
                throw new ModelFormatException(where + ": expected modules of the types Transformer, Pooling, Dense and"
                        + " Normalize of sentence_transformers, found " + Messages.quote(type)
                        + "; this version of Glossa cannot run this model");
            }
            String path = fields.text("path").orElse("");
            if (!path.isEmpty()) {
                RelativePath.check(path, where);
            }
            modules.add(new Module(fields.integer("idx").orElse(modules.size()), name, path));
        }
        modules.sort(Comparator.comparingInt(Module::index));
        return modules;
    }

    private static void requireRoot(Module module, String where) {
        if (!module.path.isEmpty()) {
            throw new ModelFormatException(where + ": expected the Transformer module in the model's own folder, found "
                    + Messages.quote(module.path) + "; load and save the model with a current sentence-transformers");
        }
    }

    private PoolingPart pooling(String path) {
        String name = inside(path, "config.json");
        JsonFields fields = JsonFields.parse(files.readSettings(name), files.describe(name));
        List<Pooling> modes = new ArrayList<>();
        JsonNode words = fields.node().path("pooling_mode");
        if (words.isTextual()) {
            modes.add(byWord(words.textValue(), fields));
        } else if (words.isArray()) {
            fields.texts("pooling_mode").forEach(word -> modes.add(byWord(word, fields)));
        } else {
            for (Pooling mode : Pooling.values()) {
                if (fields.bool(mode.flag(), false)) {
                    modes.add(mode);
                }
            }
        }
        if (modes.isEmpty()) {
            modes.add(Pooling.MEAN);
        }
        return new PoolingPart(modes, fields.bool("include_prompt", true));
    }

    private static Pooling byWord(String word, JsonFields fields) {
        for (Pooling mode : Pooling.values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new ModelFormatException(fields.where() + ": expected \"pooling_mode\" to be cls, max, mean,"
                + " mean_sqrt_len_tokens, weightedmean or lasttoken, found " + Messages.quote(word) + "; correct the file");
    }

    private TransformerPart transformer() {
        for (String name : TRANSFORMER_FILES) {
            if (files.has(name)) {
                JsonFields fields = JsonFields.parse(files.readSettings(name), files.describe(name));
                OptionalInt length = fields.integer("max_seq_length");
                if (length.isPresent() && length.getAsInt() < 1) {
                    throw new ModelFormatException(fields.where() + ": expected \"max_seq_length\" to be at least 1, found "
                            + length.getAsInt() + "; correct the file");
                }
                return new TransformerPart(length, fields.bool("do_lower_case", false));
            }
        }
        return new TransformerPart(OptionalInt.empty(), false);
    }

    private PromptPart prompts() {
        String name = "config_sentence_transformers.json";
        if (!files.has(name)) {
            return new PromptPart(Map.of(), null, "cosine");
        }
        JsonFields fields = JsonFields.parse(files.readSettings(name), files.describe(name));
        Map<String, String> prompts = Collections.unmodifiableMap(fields.textMap("prompts"));
        String defaultName = fields.text("default_prompt_name").orElse(null);
        if (defaultName != null && !prompts.containsKey(defaultName)) {
            throw new ModelFormatException(fields.where() + ": expected \"default_prompt_name\" to be one of "
                    + Messages.list(List.copyOf(prompts.keySet())) + ", found " + Messages.quote(defaultName)
                    + "; correct the file");
        }
        String similarity = fields.text("similarity_fn_name").orElse("cosine");
        if (!SIMILARITIES.contains(similarity)) {
            throw new ModelFormatException(fields.where() + ": expected \"similarity_fn_name\" to be cosine, dot, euclidean or"
                    + " manhattan, found " + Messages.quote(similarity) + "; correct the file");
        }
        return new PromptPart(prompts, defaultName, similarity);
    }

    static String inside(String folder, String file) {
        return folder.isEmpty() ? file : folder + "/" + file;
    }
}
