package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    @Test
    void load_switchesCallsHomeAndDownloadsOff() {
        assertThat(NativeLibrary.load()).isNotNull();
        assertThat(either("ai.djl.offline", "DJL_OFFLINE")).isNotNull();
        assertThat(either("OPT_OUT_TRACKING", "OPT_OUT_TRACKING")).isNotNull();
        assertThat(either("RUST_FLAVOR", "RUST_FLAVOR")).isNotNull();
        assertThat(either("ENGINE_CACHE_DIR", "ENGINE_CACHE_DIR") != null || either("DJL_CACHE_DIR", "DJL_CACHE_DIR") != null)
                .isTrue();
    }

    private static String either(String property, String variable) {
        return System.getProperty(property, System.getenv(variable));
    }
}
