package io.glossa.models.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables of huggingface_hub, and what they come to. */
class HubEnvironmentTest {
    @TempDir
    Path home;

    private HubOptions options(Map<String, String> environment) {
        return HubOptions.builder().build(new HubEnvironment(environment::get, home));
    }

    @Test
    void nothingSet_defaults() {
        HubOptions options = options(Map.of());
        assertThat(options.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(options.cacheDirectory()).isEqualTo(home.resolve(".cache/huggingface/hub"));
        assertThat(options.token()).isEmpty();
        assertThat(options.offline()).isFalse();
        assertThat(options.symlinks()).isTrue();
        assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.stallTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.attempts()).isEqualTo(5);
    }

    @Test
    void cache_theMoreParticularWins() {
        assertThat(options(Map.of("XDG_CACHE_HOME", "/x")).cacheDirectory()).isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(options(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "/h")).cacheDirectory()).isEqualTo(Path.of("/h/hub"));
        assertThat(options(Map.of("HF_HOME", "/h", "HUGGINGFACE_HUB_CACHE", "/l")).cacheDirectory()).isEqualTo(Path.of("/l"));
        assertThat(options(Map.of("HUGGINGFACE_HUB_CACHE", "/l", "HF_HUB_CACHE", "/c")).cacheDirectory()).isEqualTo(Path.of("/c"));
        assertThat(options(Map.of("HF_HOME", "~/hf")).cacheDirectory()).isEqualTo(home.resolve("hf/hub"));
        assertThat(options(Map.of("HF_HUB_CACHE", "$DATA/${SUB}/$UNSET", "DATA", "/d", "SUB", "s")).cacheDirectory())
                .isEqualTo(Path.of("/d/s/$UNSET"));
        assertThat(options(Map.of("HF_HUB_CACHE", "  ")).cacheDirectory()).isEqualTo(home.resolve(".cache/huggingface/hub"));
    }

    @ParameterizedTest
    @CsvSource({"1,true", "ON,true", "on,true", "Yes,true", "true,true", "0,false", "no,false", "2,false", "enabled,false"})
    void offline_booleansOfPython(String value, boolean expected) {
        assertThat(options(Map.of("HF_HUB_OFFLINE", value)).offline()).isEqualTo(expected);
        assertThat(options(Map.of("TRANSFORMERS_OFFLINE", value)).offline()).isEqualTo(expected);
        assertThat(options(Map.of("HF_HUB_DISABLE_SYMLINKS", value)).symlinks()).isEqualTo(!expected);
    }

    @Test
    void offline_theHubsOwnVariableWins() {
        assertThat(options(Map.of("HF_HUB_OFFLINE", "0", "TRANSFORMERS_OFFLINE", "1")).offline()).isFalse();
    }

    @Test
    void endpoint_slashesGoPathsStay() {
        assertThat(options(Map.of("HF_ENDPOINT", "http://mirror:8080/hf//")).endpoint()).isEqualTo(URI.create("http://mirror:8080/hf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror", "ftp://mirror", "https://", "https://user:s3cret@mirror", "https://mirror?s3cret=1",
        "file:///s3cret", "https://mirror#s3cret", "http://a b"})
    void endpoint_noneThatIs_refusedWithoutQuotingIt(String value) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> options(Map.of("HF_ENDPOINT", value)))
                .withMessageContaining("HF_ENDPOINT").withMessageNotContaining("s3cret");
    }

    @Test
    void token_variableThenFiles() throws IOException {
        Path hub = Files.createDirectories(home.resolve("hf"));
        Files.writeString(hub.resolve("token"), "from-home\n");
        Path other = Files.writeString(home.resolve("other"), "from-path");
        String hubHome = hub.toString();
        assertThat(options(Map.of("HF_HOME", hubHome)).token()).hasValue("from-home");
        assertThat(options(Map.of("HF_HOME", hubHome, "HF_TOKEN_PATH", other.toString())).token()).hasValue("from-path");
        assertThat(options(Map.of("HF_HOME", hubHome, "HF_TOKEN", " from-variable ")).token()).hasValue("from-variable");
        assertThat(options(Map.of("HF_TOKEN", "x", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")).token()).isEmpty();
        assertThat(HubOptions.builder().token("mine").build(new HubEnvironment(
                Map.of("HF_TOKEN", "x", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")::get, home)).token()).hasValue("mine");
        assertThat(HubOptions.builder().token("mine").anonymous().build(new HubEnvironment(Map.of("HF_TOKEN", "x")::get, home)).token())
                .isEmpty();
    }

    @Test
    void token_notOneLineOfAscii_refusedWithoutQuotingIt() {
        for (String token : new String[] {"two\nlines", "sécret", "a b", "x\r\nEvil: 1"}) {
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> options(Map.of("HF_TOKEN", token)))
                    .withMessageContaining("HF_TOKEN").withMessageNotContaining(token);
        }
    }

    @Test
    void timeouts_wholeSeconds() {
        HubOptions options = options(Map.of("HF_HUB_ETAG_TIMEOUT", "3", "HF_HUB_DOWNLOAD_TIMEOUT", "60"));
        assertThat(options.requestTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.stallTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options(Map.of("HF_HUB_ETAG_TIMEOUT", "0")).requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> options(Map.of("HF_HUB_ETAG_TIMEOUT", "fast")))
                .withMessageContaining("HF_HUB_ETAG_TIMEOUT");
    }

    @Test
    void builder_badValues() {
        HubOptions.Builder builder = HubOptions.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.attempts(0)).withMessageContaining("found 0");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.stallTimeout(Duration.ZERO)).withMessageContaining("stallTimeout");
        assertThatNullPointerException().isThrownBy(() -> builder.listener(null)).withMessage("listener");
        assertThatNullPointerException().isThrownBy(() -> builder.endpoint(null)).withMessage("endpoint");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> builder.token(""));
    }
}
