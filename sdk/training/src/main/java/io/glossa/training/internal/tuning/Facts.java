package io.glossa.training.internal.tuning;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ProblemType;
import io.glossa.training.TrainingMethod;
import io.glossa.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the manifest of a trained model says. */
final class Facts {
    private static final Map<String, Double> POLARITIES = Map.of("negative", -1.0, "neutral", 0.0, "positive", 1.0);

    private Facts() {}

    /**
     * The manifest without its files.
     *
     * @param weights {@link ParameterSource#identity()} of what training started from
     * @param target the folder that the model will lie in
     */
    static ObjectNode manifest(@Nullable ModelDirectory base, TrainingOptions options, Plan plan, TrainingData data,
            @Nullable Teaching teaching, List<FinishedRun> runs,
            FinishedRun best, double difference, String command, String weights, Path target) throws IOException {
        Survey survey = data.survey();
        ObjectNode manifest = SafeJson.mapper().createObjectNode().put("formatVersion", 1)
                .put("task", survey.type() == ProblemType.REGRESSION ? "regression" : "classification");
        if (base != null && options.method() == TrainingMethod.HEAD) {
            manifest.put("base", BaseReference.from(target, base)).put("head", HeadTraining.WEIGHTS);
        } else if (base != null && options.adapter()) {
            BaseReference.adapter(manifest, BaseReference.from(target, base), weights);
        } else if (base != null) {
            manifest.put("base", base.name());
        }
        if (base != null) {
            BaseFacts.license(base).ifPresent(license -> manifest.put("license", license));
        }
        List<String> languages = base == null ? List.of() : BaseFacts.languages(base);
        if (!languages.isEmpty()) {
            languages.forEach(manifest.putArray("languages")::add);
        }
        polarities(manifest, survey);
        if (best.thresholds().length > 0) {
            ObjectNode thresholds = manifest.putObject("thresholds");
            for (int l = 0; l < best.thresholds().length; l++) {
                thresholds.put(survey.labels().get(l), best.thresholds()[l]);
            }
        }
        ObjectNode metrics = manifest.putObject("metrics");
        ObjectNode dev = metrics.putObject("dev").put("examples", data.dev().size());
        best.metrics().forEach(dev::put);
        if (options.calibrate() && data.calibration().size() > 0) {
            metrics.putObject("calibration").put("examples", data.calibration().size()).put("temperature", best.temperature());
        }
        if (teaching != null) {
            ObjectNode teachers = metrics.putObject("teachers").put("agreement", teaching.agreement(survey, best.devLogits()));
            teaching.measured(survey, data.dev(), plan.metric()).forEach(teachers::put);
        }
        metrics.putObject("served").put("examples", data.dev().size()).put("max_logit_difference", difference);
        if (runs.size() > 1) {
            runs(metrics, runs, best);
        }
        manifest.set("provenance", provenance(base, options, plan, data, best, command));
        return manifest;
    }

    /** Labels that are the words for polarities make a model that reads sentiment. */
    private static void polarities(ObjectNode manifest, Survey survey) {
        boolean all = survey.labels().size() > 1
                && survey.labels().stream().allMatch(label -> POLARITIES.containsKey(label.toLowerCase(Locale.ROOT)));
        if (all) {
            ObjectNode labels = manifest.putObject("labels");
            survey.labels().forEach(label -> labels.put(label, POLARITIES.get(label.toLowerCase(Locale.ROOT))));
        }
    }

    private static void runs(ObjectNode metrics, List<FinishedRun> runs, FinishedRun best) {
        ObjectNode seeds = metrics.putObject("seeds").put("kept", best.seed());
        ArrayNode list = seeds.putArray("runs");
        for (FinishedRun run : runs) {
            ObjectNode node = list.addObject().put("seed", run.seed());
            run.metrics().forEach(node::put);
        }
        ObjectNode mean = seeds.putObject("mean");
        ObjectNode deviation = seeds.putObject("sd");
        for (String name : best.metrics().keySet()) {
            if (!runs.stream().allMatch(run -> run.metrics().containsKey(name))) {
                continue;
            }
            double average = runs.stream().mapToDouble(run -> run.metrics().get(name)).average().orElseThrow();
            double squares = runs.stream().mapToDouble(run -> Math.pow(run.metrics().get(name) - average, 2)).sum();
            mean.put(name, average);
            deviation.put(name, Math.sqrt(squares / (runs.size() - 1)));
        }
    }

    private static ObjectNode provenance(@Nullable ModelDirectory base, TrainingOptions options, Plan plan, TrainingData data, FinishedRun best,
            String command) {
        ObjectNode provenance = SafeJson.mapper().createObjectNode().put("command", command);
        if (base != null) {
            ObjectNode from = provenance.putObject("base").put("name", base.name());
            base.commit().ifPresent(commit -> from.put("commit", commit));
        }
        source(provenance.putObject("train"), data.trainSource()).put("learned_from", data.labelled());
        if (data.lesson().unlabelled() != null) {
            source(provenance.putObject("unlabelled"), data.lesson().unlabelled());
        }
        if (!data.lesson().teachers().isEmpty()) {
            ArrayNode teachers = provenance.putArray("teachers");
            data.lesson().teachers().forEach(teacher -> teachers.addObject().put("name", teacher.name()).put("identity", teacher.identity()));
        }
        if (data.devSource() != null) {
            source(provenance.putObject("dev"), data.devSource());
        } else {
            provenance.putObject("dev").put("held_out_of_train", data.dev().size());
        }
        provenance.put("truncated_texts", data.cut().all());
        provenance.set("options", SafeJson.inputObject(options.toJson(), "options"));
        provenance.putObject("chosen").put("epochs", plan.epochs()).put("batch_size", plan.batchSize())
                .put("learning_rate", plan.learningRate()).put("head_rate_factor", plan.headFactor())
                .put("label_smoothing", plan.labelSmoothing()).put("warmup_steps", plan.warmup())
                .put("steps", plan.steps()).put("metric", plan.metric().key());
        provenance.putObject("run").put("seed", best.seed()).put("steps", best.outcome().steps()).put("best_step", best.outcome().bestStep())
                .put("tokens", best.outcome().tokens()).put("padding", best.outcome().padding())
                .put("steps_left_out", best.outcome().skipped()).put("seconds", best.outcome().seconds());
        ObjectNode versions = provenance.putObject("versions");
        new TreeMap<>(versions()).forEach(versions::put);
        return provenance;
    }

    private static ObjectNode source(ObjectNode node, TrainingData.Source source) {
        return node.put("name", source.name()).put("examples", source.examples()).put("sha256", source.sha256());
    }

    static Map<String, String> versions() {
        String glossa = Facts.class.getPackage().getImplementationVersion();
        return Map.of("glossa", glossa == null ? "(not packaged)" : glossa, "java", System.getProperty("java.version", ""),
                "os", System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
    }
}
