package io.glossa.training.internal.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelId;
import io.glossa.training.TrainingOptions;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The command line that repeats a training: files and folders by name, and every option that is not the default. */
final class Command {
    private Command() {}

    static String of(String base, TrainingOptions options, TrainingData data) {
        StringBuilder command = new StringBuilder("glossa train classify");
        if (options.method().needsBase()) {
            command.append(" --base ").append(name(base));
        }
        command.append(" --train ").append(data.trainSource().name());
        if (data.devSource() != null) {
            command.append(" --dev ").append(data.devSource().name());
        }
        data.lesson().teachers().forEach(teacher -> command.append(" --teacher ").append(teacher.name()));
        if (data.lesson().unlabelled() != null) {
            command.append(" --unlabelled ").append(data.lesson().unlabelled().name());
        }
        ObjectNode standard = SafeJson.inputObject(TrainingOptions.defaults().toJson(), "options");
        for (Map.Entry<String, JsonNode> option : SafeJson.inputObject(options.toJson(), "options").properties()) {
            if (!option.getValue().equals(standard.get(option.getKey()))) {
                command.append(" --").append(option.getKey().replace('_', '-')).append(' ').append(word(option.getKey(), value(option.getValue())));
            }
        }
        return command.append(" --out DIR").toString();
    }

    /** Folders by their last part, as files: where they lay on one machine says nothing on another. */
    private static String name(String base) {
        ModelId id = ModelId.parse(base);
        return id.kind() == ModelId.Kind.FOLDER ? id.name() : base;
    }

    private static String value(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).collect(Collectors.joining(","));
        }
        if (node.isObject()) {
            return node.properties().stream().map(entry -> entry.getKey() + "=" + entry.getValue().asText()).collect(Collectors.joining(","));
        }
        return node.asText();
    }

    /** The command line calls tasks by shorter words. */
    private static String word(String option, String value) {
        return option.equals("task") ? value.replace("_classification", "").replace('_', '-') : value;
    }
}
