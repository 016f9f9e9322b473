package io.glossa.base.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeJsonTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void object_plain() {
        assertThat(SafeJson.object(utf8("{\"a\": [1, 2]}"), "config.json").get("a").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{\"a\":", "{\"a\":1} x", "{\"a\":1,\"a\":2}", "{canary}", "{\"canary\":\"canary"})
    void object_refused(String json) {
        assertThatThrownBy(() -> SafeJson.object(utf8(json), "config.json"))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("config.json: ")
                .hasMessageContaining("expected")
                .hasMessageNotContaining("canary");
    }

    @Test
    void object_tooDeep() {
        String deep = "{\"a\":".repeat(100_000);
        assertThatThrownBy(() -> SafeJson.object(utf8(deep), "tokenizer.json"))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("depth " + SafeJson.MAX_DEPTH);
    }

    @Test
    void object_notUtf8() {
        assertThatThrownBy(() -> SafeJson.object(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}, "x"))
                .isInstanceOf(ModelFormatException.class);
    }

    @Test
    void inputObject_refusedWithoutQuoting() {
        assertThatThrownBy(() -> SafeJson.inputObject("canary", "line 3"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("line 3: ")
                .hasMessageNotContaining("canary");
    }

    @Test
    void requireWellFormed_loneSurrogate() {
        assertThat(Unicode.requireWellFormed("a\uD83D\uDE00b", "text")).hasSize(4);
        assertThatThrownBy(() -> Unicode.requireWellFormed("canary\uD83D", "text"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("index 6")
                .hasMessageNotContaining("canary");
        assertThat(Unicode.firstLoneSurrogate("\uDE00\uD83D")).isZero();
    }
}
