package io.glossa.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.cli.Glossa;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    /** The same from the weights alone, 8-bit records left to the graphs that they were recorded with. */
    @ParameterizedTest
    @MethodSource("fixturesWithWeights")
    void commandLine_everyRecordFromWeights(Fixture fixture) {
        Replay.Report report = Replay.run(fixture, (args, in, out, err) -> {
            List<String> all = new ArrayList<>(List.of(args));
            if (!all.contains("int8")) {
                all.addAll(List.of("--model-format", "weights"));
            }
            return Glossa.run(all.toArray(String[]::new), in, out, err);
        }, SKIPS);

        System.out.println("parity from weights " + fixture + ": " + report);
        assertThat(report.problems()).isEmpty();
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
