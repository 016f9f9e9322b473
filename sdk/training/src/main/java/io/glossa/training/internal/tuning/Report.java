package io.glossa.training.internal.tuning;

import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.Interval;
import io.glossa.evaluation.Metric;
import io.glossa.evaluation.RegressionEvaluation;
import io.glossa.models.ProblemType;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.report.QualityReport;
import io.glossa.training.report.TrainingHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** What was measured on the development data with the final weights, as the report tells it. */
final class Report {
    private static final int WORST = 50;
    private static final int[] LENGTHS = {8, 16, 32, 64, 128, 256, 512};
    /** A part with fewer texts says nothing. */
    private static final int LEAST_SLICE = 10;

    private final Survey survey;
    private final TrainingData data;
    private final FinishedRun best;
    private final Dataset devTexts;
    private final String unit;

    /**
     * A report.
     *
     * @param unit what texts are measured in: tokens or characters
     * @param devTexts where the development texts are read again, to show those that are answered wrong
     */
    Report(TrainingData data, FinishedRun best, Dataset devTexts, String unit) {
        this.unit = unit;
        this.survey = data.survey();
        this.data = data;
        this.best = best;
        this.devTexts = devTexts;
    }

    QualityReport quality(List<FinishedRun> runs) {
        QualityReport.Builder quality = QualityReport.builder(data.devSource() == null ? "a part of " + data.trainSource().name()
                : data.devSource().name()).examples(data.dev().size());
        if (survey.type() == ProblemType.REGRESSION) {
            regression(quality);
        } else {
            classification(quality);
        }
        if (runs.size() > 1) {
            quality.seeds(runs.stream().map(run -> new QualityReport.SeedRun(run.seed(),
                    run.metrics().entrySet().stream().map(each -> QualityReport.Metric.of(each.getKey(), each.getValue())).toList())).toList());
        }
        return quality.build();
    }

    /** The evaluation of all that the final weights say of the development data. */
    ClassificationEvaluation evaluation() {
        boolean multi = survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION;
        Map<String, Double> thresholds = new LinkedHashMap<>();
        for (int l = 0; l < best.thresholds().length; l++) {
            thresholds.put(survey.labels().get(l), best.thresholds()[l]);
        }
        ClassificationEvaluation.Collector collector = ClassificationEvaluation.collector(survey.labels(), multi, thresholds);
        for (int i = 0; i < data.dev().size(); i++) {
            EncodedSet.Item item = data.dev().get(i);
            collector.add(item.labels(), scores(best.devLogits()[i], multi), item.row());
        }
        return collector.evaluate();
    }

    private static float[] scores(float[] logits, boolean multi) {
        float[] scores = new float[logits.length];
        double sum = Measures.logSum(logits);
        for (int l = 0; l < scores.length; l++) {
            scores[l] = (float) (multi ? Measures.sigmoid(logits[l]) : Math.exp(logits[l] - sum));
        }
        return scores;
    }

    private void classification(QualityReport.Builder quality) {
        ClassificationEvaluation evaluation = evaluation();
        boolean multi = evaluation.multiLabel();
        Metric first = multi ? Metric.MACRO_F1 : Metric.ACCURACY;
        List<Metric> shown = multi
                ? List.of(Metric.MACRO_F1, Metric.MICRO_F1, Metric.WEIGHTED_F1, Metric.ACCURACY, Metric.HAMMING_LOSS, Metric.ROC_AUC, Metric.LOG_LOSS)
                : List.of(Metric.ACCURACY, Metric.MACRO_F1, Metric.WEIGHTED_F1, Metric.MATTHEWS, Metric.ROC_AUC, Metric.LOG_LOSS, Metric.CALIBRATION_ERROR);
        Map<Metric, Interval> intervals = evaluation.intervals(EnumSet.of(first, Metric.MACRO_F1));
        List<QualityReport.Metric> metrics = new ArrayList<>();
        for (Metric metric : shown) {
            evaluation.value(metric).ifPresent(value ->
                    metrics.add(new QualityReport.Metric(metric.key(), value, Optional.ofNullable(intervals.get(metric)))));
        }
        quality.metrics(metrics);
        quality.labels(evaluation.perLabel().stream().map(label -> new QualityReport.LabelQuality(label.label(), label.precision(),
                label.recall(), label.f1(), label.support(), Optional.of(label.f1Interval()))).toList());
        if (!multi) {
            quality.confusion(new QualityReport.Confusion(survey.labels(), evaluation.confusion()));
            quality.calibration(new QualityReport.Calibration(evaluation.calibrationError(),
                    evaluation.reliability().stream().map(bin -> new QualityReport.ReliabilityBin(bin.meanScore(), bin.accuracy(), bin.count()))
                            .toList(), OptionalDouble.empty(), OptionalDouble.empty(), List.of()));
        }
        List<QualityReport.Slice> slices = new ArrayList<>();
        evaluation.slices(lengths()).forEach((name, slice) -> {
            if (slice.examples() >= LEAST_SLICE) {
                slices.add(new QualityReport.Slice("length", name, slice.examples(), slice.value(first).orElse(0),
                        first == Metric.ACCURACY ? Optional.of(slice.accuracyInterval()) : Optional.empty()));
            }
        });
        quality.slices(first.key(), slices);
        List<io.glossa.evaluation.WorstError> worst = evaluation.worstErrors(WORST);
        Map<Integer, String> texts = texts(worst.stream().map(io.glossa.evaluation.WorstError::index).toList());
        quality.errors(worst.stream().map(error -> new QualityReport.WorstError(error.row(), texts.getOrDefault(error.index(), ""),
                String.join(", ", error.right()), String.join(", ", error.predicted()), error.score())).toList());
    }

    private void regression(QualityReport.Builder quality) {
        RegressionEvaluation.Collector collector = RegressionEvaluation.collector();
        List<QualityReport.Point> points = new ArrayList<>();
        for (int i = 0; i < data.dev().size(); i++) {
            EncodedSet.Item item = data.dev().get(i);
            collector.add(item.value(), best.devLogits()[i][0], item.row());
            points.add(new QualityReport.Point(item.value(), best.devLogits()[i][0]));
        }
        RegressionEvaluation evaluation = collector.evaluate();
        List<Metric> shown = List.of(Metric.PEARSON, Metric.SPEARMAN, Metric.R_SQUARED, Metric.MEAN_ABSOLUTE_ERROR, Metric.ROOT_MEAN_SQUARED_ERROR);
        Map<Metric, Interval> intervals = evaluation.intervals(Set.copyOf(shown));
        List<QualityReport.Metric> metrics = new ArrayList<>();
        for (Metric metric : shown) {
            evaluation.value(metric).ifPresent(value ->
                    metrics.add(new QualityReport.Metric(metric.key(), value, Optional.ofNullable(intervals.get(metric)))));
        }
        quality.metrics(metrics).points(points);
    }

    private List<String> lengths() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < data.dev().size(); i++) {
            int length = data.dev().length(i);
            int at = Arrays.binarySearch(LENGTHS, length);
            int band = at >= 0 ? at : -at - 1;
            int from = band == 0 ? 1 : LENGTHS[band - 1] + 1;
            names.add(band == LENGTHS.length ? from + " " + unit + " or more" : from + " to " + LENGTHS[band] + " " + unit);
        }
        return names;
    }

    /** The texts at some places of the development data. */
    private Map<Integer, String> texts(List<Integer> wanted) {
        Map<Integer, Integer> places = new HashMap<>();
        wanted.forEach(index -> places.put(data.devPlaces()[index], index));
        Map<Integer, String> texts = new HashMap<>();
        int place = 0;
        try (Stream<Example> stream = devTexts.examples()) {
            Iterator<Example> examples = stream.iterator();
            while (examples.hasNext() && texts.size() < places.size()) {
                Example example = examples.next();
                Integer index = places.get(place++);
                if (index != null) {
                    texts.put(index, example.text().text() + (example.text().pair() == null ? "" : "\n" + example.text().pair()));
                }
            }
        }
        return texts;
    }

    /** The run as curves. Measurements within an epoch count as one of their own. */
    static TrainingHistory history(FinishedRun run) {
        List<TrainingHistory.Epoch> epochs = new ArrayList<>();
        for (TrainingEvaluation evaluation : run.outcome().history()) {
            Map<String, Double> metrics = new LinkedHashMap<>(evaluation.metrics());
            Double loss = metrics.remove("loss");
            epochs.add(new TrainingHistory.Epoch(epochs.size() + 1, evaluation.step(), evaluation.trainLoss(),
                    loss == null ? OptionalDouble.empty() : OptionalDouble.of(loss), metrics, evaluation.best(), evaluation.seconds()));
        }
        return new TrainingHistory(run.outcome().windows(), epochs);
    }
}
