package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.models.format.SafeTensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafeTensorsWriterTest {
    private static final float[] WEIGHT = {1, -2.5f, Float.MIN_VALUE, 4, -0f, 1e30f};

    @Test
    void bytes_readBack() {
        byte[] file = new SafeTensorsWriter().add("classifier.weight", WEIGHT, 2, 3).add("classifier.bias", new float[] {7, 8}, 2)
                .bytes();
        SafeTensors read = SafeTensors.read(file, "test");
        assertThat(read.tensors().keySet()).containsExactlyInAnyOrder("classifier.weight", "classifier.bias");
        assertThat(read.shape("classifier.weight")).isEqualTo(List.of(2L, 3L));
        assertThat(read.floats("classifier.weight")).containsExactly(WEIGHT);
        assertThat(read.floats("classifier.bias")).containsExactly(7, 8);
        assertThat(read.metadata()).containsEntry("format", "pt");
    }

    @Test
    void bytes_dataIsAligned() {
        byte[] file = new SafeTensorsWriter().add("x", new float[] {1}, 1).bytes();
        assertThat((file.length - Float.BYTES) % Long.BYTES).isZero();
    }

    @Test
    void add_shapeOfAnotherSize() {
        assertThatThrownBy(() -> new SafeTensorsWriter().add("x", WEIGHT, 2, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 numbers").hasMessageContaining("[2, 2]");
    }

    @Test
    void add_nameTwice() {
        SafeTensorsWriter writer = new SafeTensorsWriter().add("x", WEIGHT, 6);
        assertThatThrownBy(() -> writer.add("x", WEIGHT, 6)).isInstanceOf(IllegalArgumentException.class);
    }
}
