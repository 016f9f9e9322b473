package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.Device;
import io.glossa.error.EngineException;
import org.junit.jupiter.api.Test;

class DeviceChoiceTest {
    @Test
    void auto_takesCudaWhereThereIsOne() {
        assertThat(DeviceChoice.of(Device.auto(), () -> 2)).isEqualTo("cuda:0");
        assertThat(DeviceChoice.of(Device.auto(), () -> 0)).isEqualTo("cpu");
    }

    @Test
    void cpu_doesNotAskForOthers() {
        assertThat(DeviceChoice.of(Device.cpu(), () -> {
            throw new AssertionError("asked");
        })).isEqualTo("cpu");
    }

    @Test
    void cuda_mustBeThere() {
        assertThat(DeviceChoice.of(Device.cuda(1), () -> 2)).isEqualTo("cuda:1");
        assertThatThrownBy(() -> DeviceChoice.of(Device.cuda(2), () -> 2)).isInstanceOf(EngineException.class)
                .hasMessage("device: expected a CUDA device from cuda:0 to cuda:1, found cuda:2");
        assertThatThrownBy(() -> DeviceChoice.of(Device.cuda(0), () -> 0)).isInstanceOf(EngineException.class)
                .hasMessageContaining("pytorch-native-cu128:2.7.1");
    }

    @Test
    void librariesForTheProcessor_haveNoCuda() {
        assertThat(DeviceChoice.of(Device.auto())).isEqualTo("cpu");
        assertThatThrownBy(() -> DeviceChoice.of(Device.cuda(0))).isInstanceOf(EngineException.class)
                .hasMessageContaining("found cuda:0");
    }
}
