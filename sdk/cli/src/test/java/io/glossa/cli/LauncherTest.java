package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a copy of the repository's outline with a Java and a Maven that only say what they got. */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "cat", "cmp", "find", "head", "mkdir", "mv", "readlink", "rm", "rmdir", "sed", "sleep", "sort", "tail");
    private static final String JAVA = """
            #!/bin/sh
            [ "$1" != -version ] || { echo 'openjdk version "17.0.1" 2021-10-19' >&2; exit 0; }
            case "$*" in *ArchiveClassesAtExit*) exit 0 ;; esac
            printf '<%s>\\n' "$@"
            cat
            exit 7
            """;
    /** Says so if a second one runs at the same time. */
    private static final String MAVEN = """
            #!/bin/sh
            mkdir busy || echo overlap >> maven-calls
            echo "$@" >> maven-calls
            mkdir -p sdk/cli/target/lib
            : > sdk/cli/target/glossa-cli-1.jar
            rmdir busy
            """;

    @TempDir
    private Path temporary;

    private Path root;
    private Path tools;

    /** What a run printed and how it ended. */
    private record Run(int status, String out, String err) {}

    @BeforeEach
    void outline() throws IOException {
        root = temporary.resolve("a clone of it");
        tools = Files.createDirectories(temporary.resolve("bin"));
        for (String tool : TOOLS) {
            script(tools.resolve(tool), "#!/bin/sh\nexec '" + find(tool) + "' \"$@\"\n");
        }
        script(tools.resolve("java"), JAVA);
        script(tools.resolve("mvn"), MAVEN);
        Path sources = Files.createDirectories(root.resolve("sdk/cli/src/main/java"));
        for (Path file : List.of(root.resolve("pom.xml"), sources.resolve("A.java"), sources.resolve("B.java"))) {
            Files.writeString(file, "");
            Files.setLastModifiedTime(file, time("2020-01-01T00:00:00Z"));
        }
        script(root.resolve("glossa"), Files.readString(Repository.root().resolve("glossa")));
    }

    @Test
    void start_first() throws Exception {
        Run run = run(root, "ein Text\n", "./glossa", "sentiment", "two  words", "*", "");

        assertThat(run.err()).isEqualTo("Building Glossa (first use)…\n");
        assertThat(run.out()).endsWith(
                "<io.glossa.cli.Glossa>\n<sentiment>\n<two  words>\n<*>\n<>\nein Text\n");
        assertThat(run.out()).contains("<-cp>\n<" + root.toRealPath() + "/sdk/cli/target/glossa-cli-1.jar:"
                + root.toRealPath() + "/sdk/cli/target/lib/*>\n");
        assertThat(run.status()).isEqualTo(7);
        assertThat(mavenCalls()).singleElement().asString().contains("-pl sdk/cli -am package");
    }

    @Test
    void start_again() throws Exception {
        run(root, "", "./glossa");

        assertThat(run(root, "", "./glossa").err()).isEmpty();
        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void start_sourceChanged() throws Exception {
        run(root, "", "./glossa");
        Files.setLastModifiedTime(root.resolve("target/glossa/built"), time("2021-01-01T00:00:00Z"));
        assertThat(run(root, "", "./glossa").err()).isEmpty();
        Files.setLastModifiedTime(root.resolve("sdk/cli/src/main/java/A.java"), time("2022-01-01T00:00:00Z"));

        assertThat(run(root, "", "./glossa").err()).isEqualTo("Building Glossa (sources changed)…\n");
        assertThat(run(root, "", "./glossa").err()).isEmpty();
        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void start_sourceDeletedOrAdded() throws Exception {
        run(root, "", "./glossa");
        Files.delete(root.resolve("sdk/cli/src/main/java/B.java"));
        run(root, "", "./glossa");
        Path old = Files.writeString(root.resolve("sdk/cli/src/main/java/C.java"), "");
        Files.setLastModifiedTime(old, time("2019-01-01T00:00:00Z"));
        run(root, "", "./glossa");

        assertThat(mavenCalls()).hasSize(3);
    }

    @Test
    void start_testChanged() throws Exception {
        run(root, "", "./glossa");
        Files.createDirectories(root.resolve("sdk/cli/src/test/java"));
        Files.writeString(root.resolve("sdk/cli/src/test/java/ATest.java"), "");
        run(root, "", "./glossa");

        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void start_throughLinksFromElsewhere() throws Exception {
        Path elsewhere = Files.createDirectories(temporary.resolve("else where"));
        Files.createSymbolicLink(temporary.resolve("inner"), Path.of("a clone of it", "glossa"));
        Files.createSymbolicLink(elsewhere.resolve("outer"), Path.of("..", "inner"));

        Run run = run(elsewhere, "", "./outer", "doctor");

        assertThat(run.out()).contains(root.toRealPath() + "/sdk/cli/target/glossa-cli-1.jar", "<doctor>");
        assertThat(run.status()).isEqualTo(7);
    }

    @Test
    void start_manyAtOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(process(root, Map.of(), "./glossa").start());
        }
        for (Process process : processes) {
            process.getOutputStream().close();
            assertThat(process.waitFor()).isEqualTo(7);
        }
        assertThat(mavenCalls()).hasSize(1);
        assertThat(root.resolve("target/glossa/lock")).doesNotExist();
    }

    @Test
    void start_lockOfDeadProcess() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = Files.createDirectories(root.resolve("target/glossa/lock"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

        assertThat(run(root, "", "./glossa").status()).isEqualTo(7);
        assertThat(lock).doesNotExist();
    }

    @Test
    void start_javaOptions() throws Exception {
        Run run = run(root, "", Map.of("GLOSSA_JAVA_OPTS", "-Xmx1g -XX:+UseG1GC"), "./glossa", "models");

        assertThat(run.out()).contains("<-Xmx1g>\n<-XX:+UseG1GC>\n").doesNotContain("SerialGC");
    }

    @Test
    void start_longCommand() throws Exception {
        assertThat(run(root, "", "./glossa", "sentiment", "Text").out()).contains("<-XX:TieredStopAtLevel=1>");
        assertThat(run(root, "", "./glossa", "sentiment", "--input", "-").out()).doesNotContain("Tiered");
        assertThat(run(root, "", "./glossa", "train", "classify").out()).doesNotContain("Tiered");
    }

    @Test
    void java_missing() throws Exception {
        Files.delete(tools.resolve("java"));

        assertRefused(run(root, "", "./glossa"), "no Java found", "JDK 17");
    }

    @Test
    void java_old() throws Exception {
        script(tools.resolve("java"), "#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n");

        assertRefused(run(root, "", "./glossa"), "needs Java 17 or newer", "found Java 1.8.0_392");
    }

    @Test
    void java_unknown() throws Exception {
        script(tools.resolve("java"), "#!/bin/sh\necho hello\n");

        assertRefused(run(root, "", "./glossa"), "could not tell the version");
    }

    @Test
    void javaHome_wrong() throws Exception {
        Run run = run(root, "", Map.of("JAVA_HOME", temporary.resolve("no where").toString()), "./glossa");

        assertRefused(run, "JAVA_HOME is " + temporary.resolve("no where"), "no bin/java");
    }

    @Test
    void javaHome_used() throws Exception {
        Path home = javaHome("21.0.2");
        Files.delete(tools.resolve("java"));

        assertThat(run(root, "", Map.of("JAVA_HOME", home.toString()), "./glossa").status()).isEqualTo(7);
    }

    @Test
    void javaHome_old() throws Exception {
        Run run = run(root, "", Map.of("JAVA_HOME", javaHome("11.0.21").toString()), "./glossa");

        assertRefused(run, "found Java 11.0.21");
    }

    @Test
    void javaHome_withoutCompiler() throws Exception {
        Path home = javaHome("17.0.9");
        Files.delete(home.resolve("bin/javac"));

        assertRefused(run(root, "", Map.of("JAVA_HOME", home.toString()), "./glossa"), "a JDK is needed");
    }

    @Test
    void maven_missing() throws Exception {
        Files.delete(tools.resolve("mvn"));

        assertRefused(run(root, "", "./glossa"), "Maven is needed to build Glossa", "no mvn in PATH");
    }

    @Test
    void maven_missingWhenBuilt() throws Exception {
        run(root, "", "./glossa");
        Files.delete(tools.resolve("mvn"));

        assertThat(run(root, "", "./glossa").status()).isEqualTo(7);
    }

    @Test
    void maven_failing() throws Exception {
        script(tools.resolve("mvn"), "#!/bin/sh\necho '[ERROR] the disk is full'\nexit 3\n");

        Run run = run(root, "", "./glossa");

        assertRefused(run, "[ERROR] the disk is full", "Maven's exit status 3", "target/glossa-build.log");
        assertThat(root.resolve("target/glossa/lock")).doesNotExist();
        script(tools.resolve("mvn"), MAVEN);
        assertThat(run(root, "", "./glossa").status()).isEqualTo(7);
    }

    private static void assertRefused(Run run, String... messages) {
        assertThat(run.err()).contains(messages);
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(1);
    }

    private Path javaHome(String version) throws IOException {
        Path home = temporary.resolve("jdk " + version);
        Files.createDirectories(home.resolve("bin"));
        script(home.resolve("bin/java"), JAVA);
        script(home.resolve("bin/javac"), JAVA);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(root.resolve("maven-calls"));
    }

    private Run run(Path directory, String input, String... command) throws Exception {
        return run(directory, input, Map.of(), command);
    }

    private Run run(Path directory, String input, Map<String, String> environment, String... command)
            throws Exception {
        Path in = Files.writeString(temporary.resolve("in"), input);
        Path err = temporary.resolve("err");
        Process process = process(directory, environment, command)
                .redirectInput(in.toFile()).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    private ProcessBuilder process(Path directory, Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(new TreeMap<>(environment));
        builder.environment().put("PATH", tools.toString());
        return builder;
    }

    private static void script(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected " + tool + " in PATH"));
    }

    private static FileTime time(String instant) {
        return FileTime.from(Instant.parse(instant));
    }
}
