package io.glossa.training.report;

import io.glossa.evaluation.Interval;
import io.glossa.training.report.DataSummary.DataSet;
import io.glossa.training.report.DataSummary.Finding;
import io.glossa.training.report.DataSummary.LabelCount;
import io.glossa.training.report.DataSummary.Severity;
import io.glossa.training.report.QualityReport.Confusion;
import io.glossa.training.report.QualityReport.LabelQuality;
import io.glossa.training.report.QualityReport.Slice;
import io.glossa.training.report.QualityReport.Threshold;
import io.glossa.training.report.QualityReport.WorstError;
import io.glossa.training.report.ReportData.FileSize;
import io.glossa.training.report.ReportData.Task;
import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** More of everything than any run has, with long names made of characters that take six bytes each once they are escaped. */
final class LargeReport {
    private static final String LONG = "\"".repeat(2000);

    private LargeReport() {}

    static ReportData data(int size) {
        List<String> labels = many(size, i -> i + LONG);
        Map<String, String> options = new LinkedHashMap<>();
        IntStream.range(0, 1000).forEach(i -> options.put(i + LONG, LONG));
        List<Long> full = many(size, i -> 1L + i % 7 * i);
        List<List<Long>> counts = Collections.nCopies(size, full);
        QualityReport quality = QualityReport.builder(LONG).examples(1)
                .labels(labels.stream().map(l -> new LabelQuality(l, 0.123, 0.456, 0.789, 99, Optional.of(new Interval(0.7, 0.8)))).toList())
                .confusion(new Confusion(labels, counts))
                .thresholds(labels.stream().map(l -> new Threshold(l, 0.123, 0.4, 0.3)).toList())
                .slices(LONG, many(10_000, i -> new Slice(LONG, i + LONG, 1, 0.5, Optional.of(new Interval(0.4, 0.6)))))
                .errors(many(100_000, i -> new WorstError(i, LONG, LONG, LONG, 0.5)))
                .points(many(100_000, i -> new QualityReport.Point(i, i * 0.9))).build();
        List<DataSet> sets = many(50, i -> new DataSet(i + LONG, 1, labels.stream().map(l -> new LabelCount(l, 1)).toList(), Optional.empty()));
        return ReportData.builder(LONG, Task.MULTI_LABEL).base(LONG).method(LONG).command(LONG.repeat(10)).options(options).environment(options)
                .data(new DataSummary(sets, many(1000, i -> new Finding(Severity.WARNING, LONG, 9999, LONG, many(9999, r -> (long) r))), true))
                .history(new TrainingHistory(many(200_000, i -> new Step(i + 1, i / 1000.0, 1.0 / (i + 1), 1e-5, i % 7, 1000, i)),
                        many(2000, i -> new Epoch(i + 1, (i + 1) * 100L, 1, OptionalDouble.of(1), Map.of(LONG, 0.5), false, i))))
                .quality(quality).files(many(1000, i -> new FileSize(i + LONG, 1))).build();
    }

    private static <T> List<T> many(int count, IntFunction<T> make) {
        return IntStream.range(0, count).mapToObj(make).toList();
    }
}
