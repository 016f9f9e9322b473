package io.glossa.models.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glossa.models.architecture.internal.PlainOps;
import io.glossa.models.architecture.internal.PlainTensor;
import io.glossa.models.testing.StepsFixture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Models that write texts give the logits of transformers in plain Java, all tokens at once and one after the other. */
final class PlainStepsTest {
    private static final float TOLERANCE = 1e-4f;

    @TestFactory
    Stream<DynamicTest> everyModel_givesTheRecordedLogits() {
        List<Path> folders = StepsFixture.folders();
        assertThat(folders).isNotEmpty();
        return folders.stream().map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private static void check(Path folder) {
        StepsFixture fixture = StepsFixture.read(folder);
        assertThat(fixture.cases()).isNotEmpty();
        for (StepsFixture.Case record : fixture.cases()) {
            PlainOps ops = new PlainOps(fixture.parameters());
            EncoderDecoder model = fixture.model();
            PlainTensor source = row(record.source());
            PlainTensor encoded = model.encode(ops, new EncoderInputs<>(source, null, null));
            int width = model.width();
            float[] states = encoded.floats();
            close(Arrays.copyOf(states, width), record.first());
            close(Arrays.copyOfRange(states, states.length - width, states.length), record.last());
            List<KeyValue<PlainTensor>> memory = model.memory(ops, encoded);
            DecoderStep<PlainTensor> whole = model.decode(ops,
                    new DecoderInputs<>(row(record.target()), false, PlainTensor.of(new long[] {0}, 1), List.of(), memory, null));
            compare(record, model, whole.logits().floats());
            float[] logits = new float[record.target().length * model.vocabulary()];
            List<KeyValue<PlainTensor>> past = List.of();
            for (int i = 0; i < record.target().length; i++) {
                DecoderStep<PlainTensor> step = model.decode(ops, new DecoderInputs<>(row(record.target()[i]), true,
                        PlainTensor.of(new long[] {i}, 1), past, memory, null));
                past = step.present();
                System.arraycopy(step.logits().floats(), 0, logits, i * model.vocabulary(), model.vocabulary());
            }
            compare(record, model, logits);
        }
        System.out.println(folder.getFileName() + ": " + fixture.cases().size() + " records");
    }

    private static void compare(StepsFixture.Case record, EncoderDecoder model, float[] logits) {
        assertThat(logits).hasSize(record.target().length * model.vocabulary());
        close(Arrays.copyOf(logits, model.vocabulary()), record.start());
        for (int i = 0; i < record.best().length; i++) {
            for (int j = 0; j < record.best()[i].length; j++) {
                assertThat(logits[i * model.vocabulary() + record.best()[i][j]]).as("record %d, position %d", record.id(), i)
                        .isCloseTo(record.logits()[i][j], within(TOLERANCE));
            }
        }
    }

    private static void close(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(TOLERANCE));
        }
    }

    private static PlainTensor row(long... ids) {
        return PlainTensor.of(ids, 1, ids.length);
    }
}
