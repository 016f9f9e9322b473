package io.glossa.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ProgressLine lines = ProgressLine.of(775, 5, List.of("accuracy"));

    @Test
    void step_tellsAll() {
        Step step = new Step(310, 2, 0.43119, 4.1e-5, 1.2, 1840.3, 133.3);
        assertThat(lines.step(step, 0, 0)).isEqualTo("epoch 2/5  step 310/775  loss 0.4312  rate 4.1e-5  1,840 tokens/s  3 min 20 s left");
    }

    @Test
    void step_afterResumeCountsItsOwnTimeAlone() {
        Step step = new Step(410, 2.1, 0.4, 4e-5, 1, 1000, 1020);
        assertThat(lines.secondsLeft(step, 310, 1000)).isEqualTo(365 * 20 / 100.0);
        assertThat(lines.secondsLeft(step, 410, 1020)).isNaN();
        assertThat(lines.step(step, 410, 1020)).startsWith("epoch 3/5  step 410/775").endsWith("1,000 tokens/s");
    }

    @Test
    void step_withoutNumbers() {
        Step step = new Step(1, 0, Double.NaN, 0, Double.NaN, Double.NaN, 0);
        assertThat(lines.step(step, 0, 0)).isEqualTo("epoch 1/5  step 1/775  loss NaN  rate 0");
    }

    @Test
    void table_isAligned() {
        assertThat(lines.header()).isEqualTo("  epoch      step  train loss    dev loss    accuracy          time");
        assertThat(lines.epoch(new Epoch(1, 155, 1.23456, OptionalDouble.of(0.98765), Map.of("accuracy", 0.81234), true, 83)))
                .isEqualTo("    1/5       155      1.2346      0.9877      0.8123    1 min 23 s  best");
        assertThat(lines.epoch(new Epoch(2, 310, 0.5, OptionalDouble.empty(), Map.of(), false, 100)))
                .isEqualTo("    2/5       310      0.5000           –           –   1 min 40 s".replace("           –   1", "           –    1"));
    }

    @Test
    void table_withoutDevelopmentData() {
        ProgressLine plain = ProgressLine.of(10, 1, List.of());
        assertThat(plain.header()).isEqualTo("  epoch      step  train loss          time");
        assertThat(plain.epoch(new Epoch(1, 10, 2, OptionalDouble.empty(), Map.of(), false, 5))).isEqualTo("    1/1        10      2.0000         5.0 s");
    }

    @Test
    void table_longNamesKeepTheirColumn() {
        ProgressLine wide = ProgressLine.of(10, 1, List.of("weighted precision", "x\ny"));
        String row = wide.epoch(new Epoch(1, 10, 2, OptionalDouble.of(1), Map.of("weighted precision", 0.5, "x\ny", 0.25), false, 5));
        assertThat(row).hasSameSizeAs(wide.header()).contains("0.5000      0.2500");
        assertThat(wide.header()).doesNotContain("\n");
    }
}
