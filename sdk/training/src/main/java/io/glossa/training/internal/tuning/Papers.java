package io.glossa.training.internal.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.models.ModelDirectory;
import io.glossa.models.ProblemType;
import io.glossa.training.TrainingOptions;
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.report.DataSummary;
import io.glossa.training.report.HistoryWriter;
import io.glossa.training.report.ModelCard;
import io.glossa.training.report.QualityReport;
import io.glossa.training.report.ReportData;
import io.glossa.training.report.ReportWriter;
import io.glossa.training.report.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what people read of a trained model: report, card and history. */
final class Papers {
    private static final int BARS = 20;

    private Papers() {}

    /**
     * Writes all of them into the folder of the model, whose other files are there.
     *
     * @param written the history of the run as it was written in its course; need not be there for methods without steps
     */
    static void write(Path folder, String name, @Nullable ModelDirectory base, TrainingOptions options, Plan plan, TrainingData data,
            FinishedRun best, QualityReport quality, OutputFolder.Compared compared, String command, int maxLength,
            List<DataSummary.Finding> findings, Path written) throws IOException {
        TrainingHistory history = Report.history(best);
        Path target = folder.resolve("history.jsonl");
        if (Files.exists(written)) {
            Files.copy(written, target);
        } else {
            try (HistoryWriter writer = HistoryWriter.open(target, 0)) {
                history.steps().forEach(writer::step);
                history.epochs().forEach(writer::epoch);
            }
        }
        Map<String, String> environment = new LinkedHashMap<>(new TreeMap<>(Facts.versions()));
        environment.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        environment.put("time", String.format(Locale.ROOT, "%.0f s", best.outcome().seconds()));
        ReportData report = ReportData.builder(name, task(data.survey().type())).base(base == null ? "" : base.name())
                .method(options.method().name().toLowerCase(Locale.ROOT)).command(command).options(options(options, plan))
                .environment(environment).data(data(data, maxLength, findings)).history(history).quality(quality)
                .parity(new ReportData.Parity(compared.difference(), compared.allowed(), data.dev().size(), compared.agreement()))
                .files(files(folder)).build();
        ReportWriter.write(report, folder.resolve("report.html"));
        ModelCard.Builder card = ModelCard.builder(report).about(about(data)).limits(limits(data));
        if (base != null) {
            card.languages(BaseFacts.languages(base));
            BaseFacts.license(base).ifPresent(license -> card.license(license.toLowerCase(Locale.ROOT)));
        }
        card.build().write(folder.resolve("README.md"));
    }

    private static String about(TrainingData data) {
        String what = switch (data.survey().type()) {
            case SINGLE_LABEL_CLASSIFICATION -> "Gives a text one of " + data.survey().labels().size() + " labels";
            case MULTI_LABEL_CLASSIFICATION -> "Gives a text any of " + data.survey().labels().size() + " labels";
            case REGRESSION -> "Gives a text a number";
        };
        return what + ", as learned from " + data.trainSource().name() + teachers(data.lesson()) + ".";
    }

    private static String teachers(TrainingData.Lesson lesson) {
        if (lesson.teachers().isEmpty()) {
            return "";
        }
        String names = lesson.teachers().stream().map(Teacher::name).collect(Collectors.joining(", "));
        return " and from what " + names + (lesson.teachers().size() == 1 ? " says" : " say together") + " of its texts"
                + (lesson.unlabelled() == null ? "" : " and of " + lesson.unlabelled().examples() + " texts of " + lesson.unlabelled().name()
                        + ", which have no labels");
    }

    private static List<String> limits(TrainingData data) {
        List<String> limits = new ArrayList<>();
        if (data.devSource() == null) {
            limits.add("It was measured on a part of the data it learned from, which was held out; data of another origin may be harder.");
        }
        if (data.calibration().size() == 0 && data.survey().type() != ProblemType.REGRESSION) {
            limits.add("Its scores were not calibrated: a score of 0.9 need not mean that nine of ten such answers are right.");
        }
        if (data.survey().type() == ProblemType.SINGLE_LABEL_CLASSIFICATION) {
            limits.add("It knows its labels alone: a text that belongs to none of them gets one all the same.");
        }
        return limits;
    }

    private static ReportData.Task task(ProblemType type) {
        return switch (type) {
            case SINGLE_LABEL_CLASSIFICATION -> ReportData.Task.SINGLE_LABEL;
            case MULTI_LABEL_CLASSIFICATION -> ReportData.Task.MULTI_LABEL;
            case REGRESSION -> ReportData.Task.REGRESSION;
        };
    }

    /** What was asked for, and what was chosen where nothing was. */
    private static Map<String, String> options(TrainingOptions options, Plan plan) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> option : SafeJson.inputObject(options.toJson(), "options").properties()) {
            if (!option.getValue().isNull() && !(option.getValue().isArray() && option.getValue().isEmpty())) {
                all.put(option.getKey(), option.getValue().isValueNode() ? option.getValue().asText() : option.getValue().toString());
            }
        }
        plan.chosen().forEach((key, value) -> all.putIfAbsent(key, value + " (chosen)"));
        return all;
    }

    private static DataSummary data(TrainingData data, int maxLength, List<DataSummary.Finding> findings) {
        Survey survey = data.survey();
        List<DataSummary.DataSet> sets = new ArrayList<>();
        String without = data.lesson().unlabelled() == null ? "" : " and " + data.lesson().unlabelled().name() + ", without labels";
        sets.add(set(data.trainSource().name() + without, data.train(), survey, maxLength, data.cut().train()));
        sets.add(set(data.devSource() == null ? data.trainSource().name() + ", held out to measure on" : data.devSource().name(),
                data.dev(), survey, maxLength, data.cut().dev()));
        if (data.calibration().size() > 0) {
            sets.add(set(data.trainSource().name() + ", held out to calibrate on", data.calibration(), survey,
                    maxLength, data.cut().calibration()));
        }
        return new DataSummary(sets, findings, true);
    }

    private static DataSummary.DataSet set(String name, EncodedSet texts, Survey survey, int maxLength, long cut) {
        long[] counts = new long[survey.labels().size()];
        int[] lengths = new int[texts.size()];
        for (int i = 0; i < texts.size(); i++) {
            lengths[i] = texts.length(i);
            for (int label : texts.get(i).labels()) {
                counts[label]++;
            }
        }
        List<DataSummary.LabelCount> labels = new ArrayList<>();
        for (int l = 0; l < counts.length && survey.type() != ProblemType.REGRESSION; l++) {
            labels.add(new DataSummary.LabelCount(survey.labels().get(l), counts[l]));
        }
        Arrays.sort(lengths);
        int longest = lengths[lengths.length - 1];
        int width = Math.max(1, (longest + BARS) / BARS);
        long[] bars = new long[longest / width + 1];
        for (int length : lengths) {
            bars[length / width]++;
        }
        List<DataSummary.Bin> bins = new ArrayList<>();
        for (int b = 0; b < bars.length; b++) {
            bins.add(new DataSummary.Bin(b * width, (b + 1) * width, bars[b]));
        }
        return new DataSummary.DataSet(name, texts.size(), labels, Optional.of(new DataSummary.Lengths(maxLength > 0 ? "tokens" : "characters",
                (double) texts.tokens() / texts.size(), lengths[lengths.length / 2], lengths[(int) (lengths.length * 0.95)], longest,
                maxLength > 0 ? OptionalLong.of(maxLength) : OptionalLong.empty(), cut, bins)));
    }

    private static List<ReportData.FileSize> files(Path folder) throws IOException {
        List<ReportData.FileSize> sizes = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                sizes.add(new ReportData.FileSize(folder.relativize(file).toString().replace('\\', '/'), Files.size(file)));
            }
        }
        return sizes;
    }
}
