package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.EngineException;
import org.junit.jupiter.api.Test;

class TorchRuntimeTest {
    @Test
    void missingLibraries_areNamed() {
        ClassLoader empty = new ClassLoader(null) {};
        assertThatThrownBy(() -> TorchRuntime.requireLibraries(empty)).isInstanceOf(EngineException.class)
                .hasMessageContaining("ai.djl.pytorch:pytorch-native-cpu:2.7.1").hasMessageContaining("linux-x86_64")
                .hasMessageContaining("pytorch-native-cu128:2.7.1");
    }

    @Test
    void load_keepsDjlFromTheNetwork() {
        TorchRuntime.load();
        TorchRuntime.load();
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
        assertThat(System.getProperty("ENGINE_CACHE_DIR")).as("only while loading").isNull();
    }

    @Test
    void threads_mustBeSome() {
        assertThatIllegalArgumentException().isThrownBy(() -> TorchRuntime.threads(0)).withMessageContaining("at least 1");
    }
}
