package io.glossa.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing asks the network, and nothing is written but into {@code GLOSSA_HOME} and the temporary folder. In a JVM of its
 * own, because only a security manager sees every attempt.
 */
class NoNetworkTest {
    /** What came of the process. */
    private record Result(int status, String output) {}

    @TempDir
    Path folder;

    @Test
    void everyTask_staysOnTheMachine() throws Exception {
        Path home = Files.createDirectory(folder.resolve("glossa"));
        Path user = Files.createDirectory(folder.resolve("user"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Result result = run(home, user, temporary);
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).contains("attempts: []").contains("DJL before its switches: false");
        assertThat(files(user)).isEmpty();
        assertThat(files(home)).anyMatch(file -> file.contains("djl"));
    }

    @Test
    void everyTask_worksWhereTheCacheCannotBeWritten() throws Exception {
        // A folder below a file: not even root can make it.
        Path home = Files.writeString(folder.resolve("file"), "no folder").resolve("glossa");
        Path user = Files.createDirectory(folder.resolve("user"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Result result = run(home, user, temporary);
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).contains("attempts: []");
        assertThat(files(user)).isEmpty();
        assertThat(files(temporary)).as("left behind").noneMatch(file -> file.contains("glossa-"));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder)).map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    private Result run(Path home, Path user, Path temporary) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-Djava.security.manager=allow", "-Dfile.encoding=UTF-8", "-Duser.home=" + user,
                "-Djava.io.tmpdir=" + temporary, "-Dglossa.root=" + Repository.root(),
                "-cp", System.getProperty("java.class.path"), NoNetworkProcess.class.getName(),
                home.toString(), temporary.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("DJL") || name.startsWith("ENGINE_CACHE")
                || name.equals("OPT_OUT_TRACKING") || name.equals("XDG_CACHE_HOME"));
        builder.environment().put("GLOSSA_HOME", home.toString());
        Process process = builder.redirectErrorStream(true).directory(folder.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(output).isTrue();
        return new Result(process.exitValue(), output);
    }
}
