package io.glossa.training.internal.tuning;

import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.Interval;
import io.glossa.evaluation.LabelMetrics;
import io.glossa.evaluation.Metric;
import io.glossa.evaluation.RegressionError;
import io.glossa.evaluation.RegressionEvaluation;
import io.glossa.evaluation.WorstError;
import io.glossa.models.ProblemType;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.internal.loop.Evaluations;
import io.glossa.training.report.QualityReport;
import io.glossa.training.report.TrainingHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
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
        return evaluation(best.devLogits(), best.thresholds());
    }

    private ClassificationEvaluation evaluation(float[][] logits, double[] thresholds) {
        return Measures.classification(survey, data.dev(), logits, thresholds);
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
        if (multi) {
            quality.thresholds(thresholds(evaluation));
        } else {
            quality.confusion(new QualityReport.Confusion(survey.labels(), evaluation.confusion()));
        }
        quality.calibration(calibration(evaluation));
        slices(quality, first, evaluation.slices(lengths()), ClassificationEvaluation::examples, slice -> slice.value(first),
                slice -> first == Metric.ACCURACY ? Optional.of(slice.accuracyInterval()) : Optional.empty());
        List<WorstError> worst = evaluation.worstErrors(WORST);
        Map<Integer, String> texts = texts(worst.stream().map(WorstError::index).toList());
        quality.errors(worst.stream().map(error -> new QualityReport.WorstError(error.row(), texts.getOrDefault(error.index(), ""),
                String.join(", ", error.right()), String.join(", ", error.predicted()), error.score())).toList());
    }

    /** Scores before and after the temperature, which the final logits were divided by. */
    private QualityReport.Calibration calibration(ClassificationEvaluation after) {
        if (data.calibration().size() == 0) {
            return new QualityReport.Calibration(after.calibrationError(), bins(after), OptionalDouble.empty(), OptionalDouble.empty(),
                    List.of());
        }
        float[][] logits = Arrays.stream(best.devLogits()).map(float[]::clone).toArray(float[][]::new);
        new Scaling(best.temperature(), 0).apply(logits);
        ClassificationEvaluation before = evaluation(logits, best.thresholds());
        return new QualityReport.Calibration(before.calibrationError(), bins(before), OptionalDouble.of(best.temperature()),
                OptionalDouble.of(after.calibrationError()), bins(after));
    }

    private static List<QualityReport.ReliabilityBin> bins(ClassificationEvaluation evaluation) {
        return evaluation.reliability().stream()
                .map(bin -> new QualityReport.ReliabilityBin(bin.meanScore(), bin.accuracy(), bin.count())).toList();
    }

    /** Thresholds that were fitted, and what they are worth; none if none were. */
    private List<QualityReport.Threshold> thresholds(ClassificationEvaluation evaluation) {
        if (data.calibration().size() == 0) {
            return List.of();
        }
        double[] half = new double[survey.labels().size()];
        Arrays.fill(half, 0.5);
        List<LabelMetrics> atHalf = evaluation(best.devLogits(), half).perLabel();
        List<QualityReport.Threshold> thresholds = new ArrayList<>();
        for (int l = 0; l < half.length; l++) {
            thresholds.add(new QualityReport.Threshold(survey.labels().get(l), best.thresholds()[l], evaluation.perLabel().get(l).f1(),
                    atHalf.get(l).f1()));
        }
        return thresholds;
    }

    private void regression(QualityReport.Builder quality) {
        List<QualityReport.Point> points = new ArrayList<>();
        for (int i = 0; i < data.dev().size(); i++) {
            points.add(new QualityReport.Point(data.dev().get(i).value(), best.devLogits()[i][0]));
        }
        RegressionEvaluation evaluation = Measures.regression(data.dev(), best.devLogits(), 0, 1);
        List<Metric> shown = List.of(Metric.PEARSON, Metric.SPEARMAN, Metric.R_SQUARED, Metric.MEAN_ABSOLUTE_ERROR, Metric.ROOT_MEAN_SQUARED_ERROR);
        Map<Metric, Interval> intervals = evaluation.intervals(Set.copyOf(shown));
        List<QualityReport.Metric> metrics = new ArrayList<>();
        for (Metric metric : shown) {
            evaluation.value(metric).ifPresent(value ->
                    metrics.add(new QualityReport.Metric(metric.key(), value, Optional.ofNullable(intervals.get(metric)))));
        }
        quality.metrics(metrics).points(points);
        slices(quality, Metric.MEAN_ABSOLUTE_ERROR, evaluation.slices(lengths()), RegressionEvaluation::examples,
                slice -> slice.value(Metric.MEAN_ABSOLUTE_ERROR), slice -> Optional.empty());
        List<RegressionError> worst = evaluation.worstErrors(WORST);
        Map<Integer, String> texts = texts(worst.stream().map(RegressionError::index).toList());
        quality.errors(worst.stream().map(error -> new QualityReport.WorstError(error.row(), texts.getOrDefault(error.index(), ""),
                number(error.right()), number(error.predicted()), Double.NaN)).toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private <E> void slices(QualityReport.Builder quality, Metric metric, Map<String, E> evaluations, ToLongFunction<E> examples,
            Function<E, OptionalDouble> value, Function<E, Optional<Interval>> interval) {
        List<QualityReport.Slice> slices = new ArrayList<>();
        evaluations.forEach((name, slice) -> {
            OptionalDouble found = value.apply(slice);
            if (examples.applyAsLong(slice) >= LEAST_SLICE && found.isPresent()) {
                slices.add(new QualityReport.Slice("length", name, examples.applyAsLong(slice), found.getAsDouble(), interval.apply(slice)));
            }
        });
        quality.slices(metric.key(), slices);
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

    /** The run as curves. */
    static TrainingHistory history(FinishedRun run) {
        List<TrainingHistory.Epoch> epochs = new ArrayList<>();
        for (TrainingEvaluation evaluation : run.outcome().history()) {
            epochs.add(Evaluations.epoch(epochs.size() + 1, evaluation));
        }
        return new TrainingHistory(run.outcome().windows(), epochs);
    }
}
