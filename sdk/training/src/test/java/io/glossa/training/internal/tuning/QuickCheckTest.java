package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.training.report.DataSummary;
import io.glossa.training.report.DataSummary.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickCheckTest {
    private static final Dataset TRAIN = Dataset.of("train",
            List.of(Example.of("good", "a"), Example.of("well", "a"), Example.of("bad", "b"), Example.of("poor", "b")));
    private static final Dataset DEV = Dataset.of("dev", List.of(Example.of("good", "a"), Example.of("worse", "b")));

    @Test
    void withSize_fewTexts_warnsAfterErrorsAndBeforeNotes() {
        List<DataSummary.Finding> found = QuickCheck.run(TRAIN, DEV);
        List<DataSummary.Finding> few = QuickCheck.withSize(found, 49);

        assertThat(few).hasSize(found.size() + 1).containsAll(found);
        assertThat(few.get(0).severity()).isEqualTo(Severity.ERROR);
        assertThat(few.stream().map(DataSummary.Finding::severity)).isSorted();
        assertThat(few).anySatisfy(finding -> {
            assertThat(finding.title()).isEqualTo("few texts to measure on");
            assertThat(finding.count()).isEqualTo(49);
            assertThat(finding.advice()).contains("--dev-share");
        });
    }

    @Test
    void withSize_enoughTexts_addsNothing() {
        List<DataSummary.Finding> found = QuickCheck.run(TRAIN, DEV);

        assertThat(QuickCheck.withSize(found, 50)).isEqualTo(found);
    }
}
