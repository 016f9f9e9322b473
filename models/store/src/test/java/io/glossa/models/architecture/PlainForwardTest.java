package io.glossa.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.models.architecture.internal.PlainOps;
import io.glossa.models.architecture.internal.PlainTensor;
import io.glossa.models.testing.ForwardFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The forward passes in plain Java give the logits of transformers, from the weights alone. */
final class PlainForwardTest {
    @TestFactory
    Stream<DynamicTest> everyEncoder_givesTheRecordedLogits() {
        return ForwardFixture.folders().stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private static void check(Path folder) {
        ForwardFixture fixture = ForwardFixture.read(folder);
        for (ForwardFixture.Case record : fixture.cases()) {
            PlainOps ops = new PlainOps(fixture.parameters());
            EncoderInputs<PlainTensor> inputs = new EncoderInputs<>(tensor(record.ids()),
                    record.types() == null || !fixture.encoder().readsTypeIds() ? null : tensor(record.types()),
                    tensor(record.mask()));
            boolean tokens = fixture.labelsTokens();
            PlainTensor logits;
            if (tokens) {
                logits = fixture.encoder().tokenLogits(ops, fixture.encoder().hiddenState(ops, inputs, Rows.ALL));
            } else {
                PlainTensor state = fixture.encoder().hiddenState(ops, inputs, fixture.encoder().sequenceRows());
                logits = fixture.encoder().sequenceLogits(ops, state, inputs);
            }
            int width = logits.data().length / record.ids().length;
            for (int b = 0; b < record.ids().length; b++) {
                float[] expected = record.expected().get(b);
                float[] found = Arrays.copyOfRange(logits.floats(), b * width, b * width + expected.length);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(found[i]).as("record %d, row %d, number %d", record.id(), b, i)
                            .isCloseTo(expected[i], within(1e-4f));
                }
            }
        }
        System.out.println(folder.getFileName() + ": " + fixture.cases().size() + " records");
    }

    private static PlainTensor tensor(long[][] rows) {
        return PlainTensor.of(Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray(), rows.length, rows[0].length);
    }
}
