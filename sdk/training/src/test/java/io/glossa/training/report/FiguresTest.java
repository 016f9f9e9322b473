package io.glossa.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.evaluation.Interval;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void figures_asPeopleWriteThem() {
        assertThat(Figures.metric(0.91249)).isEqualTo("0.912");
        assertThat(Figures.metric(-0.0)).isEqualTo("0.000");
        assertThat(Figures.metric(7.4e-6)).isEqualTo("7.4e-6");
        assertThat(Figures.metric(12345.6)).isEqualTo("12,345.6");
        assertThat(Figures.metric(Double.NaN)).isEqualTo("–");
        assertThat(Figures.small(2.5e-10)).isEqualTo("2.5e-10");
        assertThat(Figures.small(1)).isEqualTo("1.0");
        assertThat(Figures.small(0.5)).isEqualTo("5.0e-1");
        assertThat(Figures.small(20)).isEqualTo("2.0e1");
        assertThat(Figures.interval(Optional.of(new Interval(0.1, 1)))).isEqualTo("0.100 to 1.000");
        assertThat(ScoresSection.signed(-0.0004)).isEqualTo("0");
        assertThat(ScoresSection.signed(-0.0006)).isEqualTo("−0.001");
        assertThat(ScoresSection.signed(0.25)).isEqualTo("+0.250");
        assertThat(Figures.count(1, "row")).isEqualTo("1 row");
        assertThat(Figures.count(6904, "row")).isEqualTo("6,904 rows");
        assertThat(Figures.percent(0.129)).isEqualTo("13\u00A0%");
        assertThat(Figures.percent(0.0001)).isEqualTo("< 0.1\u00A0%");
        assertThat(Figures.bytes(999)).isEqualTo("999 bytes");
        assertThat(Figures.bytes(1000)).isEqualTo("1.0 kB");
        assertThat(Figures.bytes(999_960)).isEqualTo("1.0 MB");
        assertThat(Figures.bytes(90_868_376)).isEqualTo("90.9 MB");
        assertThat(Figures.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
        assertThat(Figures.duration(3.25)).isEqualTo("3.3 s");
        assertThat(Figures.duration(59.9)).isEqualTo("1 min 0 s");
        assertThat(Figures.duration(3599.9)).isEqualTo("1 h 0 min");
        assertThat(Figures.duration(7500)).isEqualTo("2 h 5 min");
    }

    @Property
    void at_isNearAndShort(@ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
        String text = Figures.at(value);
        assertThat(Double.parseDouble(text)).isCloseTo(value, within(0.00501));
        assertThat(text).matches("-?\\d+(\\.\\d?[1-9])?");
    }

    @Property
    void scale_holdsItsNumbersAndHasDistinctTicks(@ForAll @DoubleRange(min = -1e5, max = 1e5) double a, @ForAll @DoubleRange(min = -1e5, max = 1e5) double b) {
        double min = Math.min(a, b);
        double max = Math.max(a, b);
        Scale scale = Scale.around(min, max, 5, 0, 100);
        assertThat(scale.place(min)).isBetween(-1e-6, 100 + 1e-6);
        assertThat(scale.place(max)).isBetween(-1e-6, 100 + 1e-6);
        List<String> names = scale.ticks().stream().map(scale::name).toList();
        assertThat(names).hasSizeBetween(2, 12);
        if (max - min > 1e-6 * Math.max(Math.abs(min), Math.abs(max))) {
            assertThat(names).doesNotHaveDuplicates();
        }
    }
}
