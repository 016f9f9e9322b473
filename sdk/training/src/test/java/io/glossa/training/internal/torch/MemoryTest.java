package io.glossa.training.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory stays flat over a long run, and needs about what was estimated. Only Linux counts a process's memory for it to read. */
@EnabledOnOs(OS.LINUX)
class MemoryTest {
    @Test
    void memory_staysFlatOver2000Steps() throws Exception {
        List<Long> sizes = run("flat", "2000");
        System.out.println("resident after 400 and 2,000 steps: " + sizes + " kB");
        assertThat(sizes.get(1) - sizes.get(0)).as("growth from step 400 to 2,000, kB").isLessThan(30_000);
    }

    @ParameterizedTest
    @CsvSource({"full, 16, 64", "full, 8, 256", "lora, 32, 128", "upper, 32, 128"})
    void estimate_isNearWhatIsTaken(String method, int batch, int tokens) throws Exception {
        List<Long> sizes = run("peak", method, String.valueOf(batch), String.valueOf(tokens));
        double ratio = (double) sizes.get(1) / sizes.get(0);
        System.out.printf("%s %d x %d: estimated %d kB, measured %d kB, ratio %.2f%n", method, batch, tokens, sizes.get(0),
                sizes.get(1), ratio);
        assertThat(ratio).as("measured to estimated").isBetween(0.6, 1.5);
    }

    private static List<Long> run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp", System.getProperty("java.class.path"), MemoryProcess.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().map(Long::valueOf).toList();
    }
}
