package io.glossa.training.internal.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import io.glossa.models.ModelStore;
import io.glossa.models.ProblemType;
import io.glossa.training.TrainingOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final Survey TWO = new Survey(ProblemType.SINGLE_LABEL_CLASSIFICATION, List.of("x", "y"), new long[] {1, 1}, 2, 0, 1, new int[2]);

    private static Plan plan(TrainingOptions.Builder options, int texts) {
        String base = Path.of("../cli/src/test/resources/parity/bert-embed-mean").toAbsolutePath().normalize().toString();
        ClassifierConfig config = ClassifierConfig.of(ModelStore.defaults().open(base), TWO);
        return Plan.of(options.batchSize(1).build(), TWO, texts, config.encoder());
    }

    /** A share is rounded up, but half of the steps at least have their own rate unless more was asked for. */
    @ParameterizedTest
    @CsvSource({"1,0.1,0", "2,0.1,1", "3,0.1,1", "15,0.1,2", "100,0.1,10", "3,0,0", "4,0.5,2", "5,0.5,2", "10,0.8,8", "4,1,4"})
    void warmup_share(int steps, double share, long expected) {
        Plan plan = plan(TrainingOptions.builder().epochs(1).warmupRatio(share), steps);
        assertThat(plan.steps()).isEqualTo(steps);
        assertThat(plan.warmup()).isEqualTo(expected);
    }

    @Test
    void warmup_steps() {
        assertThat(plan(TrainingOptions.builder().epochs(2).warmupSteps(7), 4).warmup()).isEqualTo(7);
        assertThatThrownBy(() -> plan(TrainingOptions.builder().epochs(2).warmupSteps(8), 4)).isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("less than 8").hasMessageContaining("found 8");
    }
}
