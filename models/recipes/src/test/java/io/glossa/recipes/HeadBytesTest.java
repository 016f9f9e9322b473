package io.glossa.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.models.ModelStore;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.format.TensorInfo;
import org.junit.jupiter.api.Test;

/** The head that is shipped is what the recipe would write today. */
class HeadBytesTest {
    @Test
    void bytes_ofTheShippedHead() {
        byte[] shipped = ModelStore.defaults().open("sentiment-en").read("head.safetensors");
        SafeTensors head = SafeTensors.read(shipped, "head.safetensors");
        SafeTensorsWriter writer = new SafeTensorsWriter().inOrderAdded();
        for (TensorInfo info : head.tensors().values()) {
            writer.add(info.name(), head.floats(info.name()), info.shape().stream().mapToLong(length -> length).toArray());
        }
        assertThat(writer.bytes()).isEqualTo(shipped);
    }
}
