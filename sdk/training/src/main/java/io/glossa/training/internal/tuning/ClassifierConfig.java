package io.glossa.training.internal.tuning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.error.ModelFormatException;
import io.glossa.models.ModelConfig;
import io.glossa.models.ModelDirectory;
import io.glossa.models.architecture.ArchitectureConfig;
import io.glossa.models.architecture.Architectures;
import io.glossa.models.architecture.Encoder;
import io.glossa.training.PoolerStart;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The {@code config.json} of a classifier on a base model.
 *
 * @param json its content
 * @param family names of the architecture
 * @param encoder the forward pass
 * @param sameLabels whether the base is a classifier with these labels already
 */
record ClassifierConfig(ObjectNode json, Names.Family family, Encoder encoder, boolean sameLabels) {
    /** What says how the base was trained or loaded, not what it is. */
    private static final Set<String> LEFT = Set.of("_name_or_path", "num_labels", "id2label", "label2id", "problem_type", "architectures",
            "torch_dtype", "dtype", "transformers_version", "sentence_transformers", "sbert_ce_default_activation_function",
            "finetuning_task", "task_specific_params");

    /**
     * Makes the configuration.
     *
     * @throws ModelFormatException if the architecture cannot be trained
     */
    static ClassifierConfig of(ModelDirectory base, Survey survey) {
        String where = base.name() + "/config.json";
        ObjectNode json = SafeJson.object(base.read("config.json"), where);
        String modelType = json.path("model_type").asText("");
        Names.Family family = Names.family(modelType).orElseThrow(() -> new ModelFormatException(where
                + ": expected model_type to be one of " + String.join(", ", Architectures.encoders()) + ", found '" + modelType
                + "'; train another base"));
        boolean same = survey.type() == base.config().problemType().orElse(survey.type())
                && base.config().labels().equals(survey.labels()) && classifier(base.config());
        LEFT.forEach(json::remove);
        json.putArray("architectures").add(family.classifier());
        labels(json, survey.labels());
        json.put("problem_type", survey.type().name().toLowerCase(Locale.ROOT));
        json.put("torch_dtype", "float32");
        Encoder encoder = Architectures.encoder(ArchitectureConfig.parse(json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8), where));
        return new ClassifierConfig(json, family, encoder, same);
    }

    /** Puts names and numbers of labels into a configuration. */
    static void labels(ObjectNode json, List<String> labels) {
        ObjectNode names = json.putObject("id2label");
        ObjectNode ids = json.putObject("label2id");
        for (int i = 0; i < labels.size(); i++) {
            names.put(Integer.toString(i), labels.get(i));
            ids.put(labels.get(i), i);
        }
    }

    /** Labels of a base that is a classifier already; empty if it is none. */
    static List<String> labelsOf(ModelDirectory base) {
        return classifier(base.config()) ? base.config().labels() : List.of();
    }

    private static boolean classifier(ModelConfig config) {
        return config.architectures().stream().anyMatch(name -> name.endsWith("ForSequenceClassification"));
    }

    /** What a dense layer of a new head starts from unless the caller says so. */
    static PoolerStart pooler(ModelDirectory base) {
        return base.sentenceTransformers().isPresent() ? PoolerStart.IDENTITY : PoolerStart.NORMAL;
    }
}
