package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Training asks no host: not for libraries, and not to tell that it runs. */
class NetworkTest {
    @Test
    void training_staysOnTheMachine() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-Djava.security.manager=allow", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp",
                System.getProperty("java.class.path"), NetworkProcess.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("DJL_OFF") || name.equals("OPT_OUT_TRACKING"));
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(output.lines()).containsExactly("[localhost]", "[]");
    }
}
