package io.glossa.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.cli.Glossa;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The command line gives the numbers of Python {@code transformers}. Every record of every fixture is replayed: the
 * trimmed copy always, the whole set where it lies beside the repository. {@code -Dparity.fixture=bert-ner} replays
 * one fixture alone.
 */
class ParityTest {
    /** How many records may be left out. It may fall, never rise. */
    private static final int MOST_SKIPS = 0;

    private static final AllowedSkips SKIPS =
            AllowedSkips.read(FixtureSets.trimmedCopy().resolve("allowed-skips.tsv"));

    @TempDir
    Path temporary;

    static List<Fixture> fixtures() {
        String only = System.getProperty("parity.fixture", "");
        List<Fixture> all = FixtureSets.all();
        List<Fixture> chosen = all.stream().filter(each -> only.isEmpty() || each.name().equals(only)).toList();
        assertThat(chosen).as("fixtures named %s among %s", only, all).isNotEmpty();
        return chosen;
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void commandLine_everyRecord(Fixture fixture) {
        Replay.Report report = Replay.run(fixture, Glossa::run, SKIPS);

        System.out.println("parity " + fixture + ": " + report);
        assertThat(report.problems()).isEmpty();
    }

    static List<Fixture> fixturesWithWeights() {
        return fixtures().stream().filter(each -> Files.exists(each.directory().resolve("model.safetensors"))).toList();
    }

    /** The same from the weights alone: the model's graphs are not even there. */
    @ParameterizedTest
    @MethodSource("fixturesWithWeights")
    void commandLine_everyRecordFromWeights(Fixture fixture) throws IOException {
        Path copy = temporary.resolve(fixture.name());
        copy(fixture.directory(), copy);
        replay("from weights", fixture, copy);
    }

    static List<Fixture> fixturesWithExports() {
        return fixtures().stream().filter(Fixture::writes).filter(each -> Files.exists(each.directory().resolve("encoder_model.onnx"))
                || Files.exists(each.directory().resolve("onnx/encoder_model.onnx"))).toList();
    }

    /** Models that write texts run their weights where they have both; here their exports do. */
    @ParameterizedTest
    @MethodSource("fixturesWithExports")
    void commandLine_everyRecordFromExports(Fixture fixture) {
        Replay.Report report = Replay.run(fixture, (args, in, out, err) -> {
            List<String> all = new ArrayList<>(List.of(args));
            if (!all.get(0).equals("tokenize")) {
                all.addAll(List.of("--model-format", "onnx"));
            }
            return Glossa.run(all.toArray(String[]::new), in, out, err);
        }, SKIPS);

        System.out.println("parity from exports " + fixture + ": " + report);
        assertThat(report.problems()).isEmpty();
    }

    static List<Fixture> encodersWithWeights() {
        return fixturesWithWeights().stream().filter(each -> !each.writes()).toList();
    }

    /** The same from graphs of standard operators alone, written from the weights. */
    @ParameterizedTest
    @MethodSource("encodersWithWeights")
    void commandLine_everyRecordFromPortableGraphs(Fixture fixture) {
        Path exported = temporary.resolve(fixture.name());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream all = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = Glossa.run(new String[] {"export", "--portable", "--model", fixture.directory().toString(), "--out",
                exported.toString()}, InputStream.nullInputStream(), all, all);
        assertThat(status).as("%s", said).isZero();
        replay("from portable graphs", fixture, exported);
    }

    /** Records in 8 bits are left to the graphs that they were recorded with. */
    private static void replay(String how, Fixture fixture, Path other) {
        Replay.Report report = Replay.run(fixture, (args, in, out, err) -> {
            List<String> all = new ArrayList<>(List.of(args));
            if (!all.contains("int8")) {
                all.replaceAll(each -> each.equals(fixture.directory().toString()) ? other.toString() : each);
            }
            return Glossa.run(all.toArray(String[]::new), in, out, err);
        }, SKIPS);

        System.out.println("parity " + how + " " + fixture + ": " + report);
        assertThat(report.problems()).isEmpty();
    }

    /** A model without its graphs. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.toString().contains(".onnx")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Test
    void allowedSkips_neverMore() {
        assertThat(SKIPS.reasons()).hasSizeLessThanOrEqualTo(MOST_SKIPS);
    }

    @Test
    void allowedSkips_nameRecords() {
        assertThat(SKIPS.reasons().keySet()).allSatisfy(skip -> assertThat(FixtureSets.all())
                .anySatisfy(fixture -> {
                    assertThat(fixture.name()).isEqualTo(skip.fixture());
                    assertThat(fixture.records()).anySatisfy(record ->
                            assertThat(record.get("id").intValue()).isEqualTo(skip.id()));
                }));
    }
}
