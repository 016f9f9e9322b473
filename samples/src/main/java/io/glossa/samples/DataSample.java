package io.glossa.samples;

import io.glossa.data.BadRows;
import io.glossa.data.DataCheck;
import io.glossa.data.DataFinding;
import io.glossa.data.DataReport;
import io.glossa.data.Dataset;
import io.glossa.data.DatasetOptions;
import io.glossa.data.DatasetSplit;
import io.glossa.data.DatasetStatistics;
import io.glossa.data.Example;
import java.nio.file.Path;
import java.util.List;

/** What is in my labelled texts, and what is wrong with them? Read, divide and check them before you train. */
public final class DataSample {
    private DataSample() {}

    /** Takes a file with the columns {@code review} and {@code stars}. */
    public static void main(String[] args) {
        Path file = Path.of(args[0]);
        // snippet:data-read
        DatasetOptions options = DatasetOptions.builder()
                .textColumn("review")
                .labelColumn("stars")
                .badRows(BadRows.SKIP)
                .build();
        Dataset reviews = Dataset.read(file, options);
        DatasetStatistics statistics = reviews.statistics();
        System.out.println(statistics.examples() + " texts, " + statistics.labelCounts() + ", " + statistics.skippedRows() + " bad rows");
        // end
        // snippet:data-split
        DatasetSplit split = reviews.split(0.2, 42);
        System.out.println(split.train().size() + " to learn from, " + split.dev().statistics().labelCounts() + " held out");
        // end
        // snippet:data-check
        DataReport report = DataCheck.defaults().check(split.train(), split.dev());
        for (DataFinding finding : report.findings()) {
            System.out.println(finding.severity() + " " + finding.message() + ": " + finding.advice());
            finding.items().stream().limit(3).forEach(item -> System.out.println("  " + item.rows() + " " + item.labels()));
        }
        // end
        // snippet:data-list
        Dataset own = Dataset.of("own", List.of(Example.of("Lovely.", "5"), Example.of("Never again.", "1")));
        System.out.println(own.concat(reviews).filter(example -> example.labels().contains("5")).size() + " with five stars");
        // end
    }
}
