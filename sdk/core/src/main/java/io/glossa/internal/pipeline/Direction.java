package io.glossa.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.InvalidInputException;
import io.glossa.internal.decoding.GenerationConfigBuilder;
import io.glossa.internal.decoding.GenerationConfigReader;
import io.glossa.models.ModelDirectory;
import io.glossa.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From which language to which, in the way of a model: by tokens around the source, by the token that the output begins with, by a
 * prefix in words with settings of its own (T5), or not at all, because the model knows only one direction.
 *
 * @param tokenizer what encodes sources
 * @param prefix what is put before each text
 * @param settings what generation does differently in this direction
 * @param firstToken the token that the output has to begin with; −1 where the model needs none
 * @param from language of the texts, as far as it is known, else {@code und}
 * @param to language of the translations, as far as it is known, else {@code und}
 */
public record Direction(Tokenizer tokenizer, String prefix, ObjectNode settings, int firstToken, String from, String to) {
    private static final String UNKNOWN = "und";
    /** Models whose output begins with the token of its language. */
    private static final Set<String> BEGINS_WITH_LANGUAGE = Set.of("m2m_100", "mbart");
    private static final Pattern TASK = Pattern.compile("translation_(.+)_to_(.+)");

    /**
     * The direction of a model.
     *
     * @param from language of the texts; null for the model's own
     * @param to language to translate to; null for the model's own
     * @throws InvalidInputException if the model doesn't know a language, or the direction
     */
    static Direction of(ModelDirectory directory, Tokenizer tokenizer, @Nullable String from, @Nullable String to) {
        ObjectNode none = SafeJson.mapper().createObjectNode();
        ObjectNode config = directory.find("tokenizer_config.json")
                .map(bytes -> SafeJson.object(bytes, directory.name() + ", tokenizer_config.json"))
                .orElseGet(() -> SafeJson.mapper().createObjectNode());
        String source = from != null ? from : config.path("source_lang").asText(config.path("src_lang").asText(UNKNOWN));
        String target = to != null ? to : config.path("target_lang").asText(config.path("tgt_lang").asText(UNKNOWN));
        if (from == null && to == null) {
            return new Direction(tokenizer, "", none, -1, source, target);
        }
        String where = directory.name();
        if (!tokenizer.languages().isEmpty()) {
            int first = to != null && BEGINS_WITH_LANGUAGE.contains(directory.config().modelType()) ? tokenizer.languageId(to) : -1;
            return new Direction(tokenizer.source(from, to), "", none, first, source, target);
        }
        JsonNode tasks = SafeJson.object(directory.read("config.json"), where + ", config.json").path("task_specific_params");
        List<String> known = new ArrayList<>();
        tasks.fieldNames().forEachRemaining(name -> {
            if (TASK.matcher(name).matches()) {
                known.add(name);
            }
        });
        if (!known.isEmpty()) {
            ObjectNode task = task(tasks, known, from, to).orElseThrow(() -> wrong(where, from, to, pairs(known)));
            return new Direction(tokenizer, task.path("prefix").asText(""), task, -1, source, target);
        }
        requireOwn(directory.name(), config, from, to);
        return new Direction(tokenizer, "", none, -1, source, target);
    }

    private static Optional<ObjectNode> task(JsonNode tasks, List<String> known, @Nullable String from, @Nullable String to) {
        for (String name : known) {
            Matcher matcher = TASK.matcher(name);
            if (matcher.matches() && (from == null || from.equals(matcher.group(1))) && (to == null || to.equals(matcher.group(2)))
                    && tasks.get(name) instanceof ObjectNode task) {
                return Optional.of(task);
            }
        }
        return Optional.empty();
    }

    private static String pairs(List<String> known) {
        Set<String> pairs = new TreeSet<>();
        for (String name : known) {
            Matcher matcher = TASK.matcher(name);
            if (matcher.matches()) {
                pairs.add(matcher.group(1) + " to " + matcher.group(2));
            }
        }
        return String.join(", ", pairs);
    }

    /** A model of one direction names it in its tokenizer's configuration, if anywhere. */
    private static void requireOwn(String where, ObjectNode config, @Nullable String from, @Nullable String to) {
        String source = config.path("source_lang").asText("");
        String target = config.path("target_lang").asText("");
        boolean fits = (from == null || source.isEmpty() || from.equals(source)) && (to == null || target.isEmpty() || to.equals(target));
        if (!fits) {
            throw wrong(where, from, to, source + " to " + target);
        }
    }

    private static InvalidInputException wrong(String where, @Nullable String from, @Nullable String to, String known) {
        return new InvalidInputException(where + ": expected a direction that the model knows (" + known + "), found "
                + (from == null ? "any" : from) + " to " + (to == null ? "any" : to) + "; change it, or load another model");
    }

    /** Changes a model's settings to those of this direction. */
    void apply(GenerationConfigBuilder builder) {
        GenerationConfigReader.override(settings, "task_specific_params", builder);
        if (firstToken >= 0) {
            builder.forcedBosToken(firstToken);
        }
    }
}
