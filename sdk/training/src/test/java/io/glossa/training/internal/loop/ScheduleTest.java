package io.glossa.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.training.LearningRateSchedule;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void rate_linear() {
        // get_linear_schedule_with_warmup(optimizer, 2, 6): factors of the steps.
        Schedule schedule = new Schedule(LearningRateSchedule.LINEAR, 1, 2, 6);
        double[] expected = {0, 0.5, 1, 0.75, 0.5, 0.25};
        for (int step = 1; step <= 6; step++) {
            assertThat(schedule.rate(step)).isCloseTo(expected[step - 1], within(1e-12));
        }
    }

    @Test
    void rate_cosine() {
        // get_cosine_schedule_with_warmup(optimizer, 2, 6)
        Schedule schedule = new Schedule(LearningRateSchedule.COSINE, 1, 2, 6);
        double[] expected = {0, 0.5, 1, 0.8535533905932737, 0.5, 0.14644660940672627};
        for (int step = 1; step <= 6; step++) {
            assertThat(schedule.rate(step)).isCloseTo(expected[step - 1], within(1e-12));
        }
    }

    @Test
    void rate_constant() {
        Schedule schedule = new Schedule(LearningRateSchedule.CONSTANT, 3e-5, 0, 10);
        assertThat(schedule.rate(1)).isEqualTo(3e-5);
        assertThat(schedule.rate(10)).isEqualTo(3e-5);
    }
}
