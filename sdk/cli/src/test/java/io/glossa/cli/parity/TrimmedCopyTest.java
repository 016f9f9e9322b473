package io.glossa.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trimmed copy is a faithful, sufficient and small part of the whole set. */
class TrimmedCopyTest {
    private static final long MOST_BYTES = 13_000_000;

    private static final Map<String, Fixture> WHOLE = FixtureSets.wholeSet().stream()
            .flatMap(set -> Fixture.all(set, "whole set").stream())
            .collect(Collectors.toMap(Fixture::name, Function.identity()));

    static List<Fixture> trimmed() {
        return FixtureSets.trimmed();
    }

    @Test
    void trimmedCopy_size() throws IOException {
        try (Stream<Path> files = Files.walk(FixtureSets.trimmedCopy())) {
            assertThat(files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum())
                    .isLessThan(MOST_BYTES);
        }
    }

    @Test
    void trimmedCopy_allFixtures() {
        assertThat(trimmed()).hasSize(29);
        if (!WHOLE.isEmpty()) {
            assertThat(trimmed()).extracting(Fixture::name).containsExactlyInAnyOrderElementsOf(WHOLE.keySet());
        }
    }

    @Test
    void trimmedCopy_hardInputs() {
        Set<String> texts = new HashSet<>();
        trimmed().forEach(fixture -> fixture.records().forEach(record -> texts.add(record.path("text").asText())));
        assertThat(texts)
                .contains("")
                .anyMatch(text -> text.indexOf('\0') >= 0)
                .anyMatch(text -> text.codePoints().anyMatch(Character::isSupplementaryCodePoint))
                .anyMatch(text -> text.indexOf('\u200d') >= 0)
                .anyMatch(text -> text.length() > 400);
    }

    /** Every record stands in the whole set as it is, and every kind with its options is still there. */
    @ParameterizedTest
    @MethodSource("trimmed")
    void trimmedCopy_againstWholeSet(Fixture copy) throws IOException {
        assertThat(copy.records()).isNotEmpty();
        Fixture whole = WHOLE.get(copy.name());
        if (whole == null) {
            System.out.println("trimmed copy " + copy.name() + ": no whole set here to compare with");
            return;
        }
        assertThat(new HashSet<>(Files.readAllLines(whole.directory().resolve("expected.jsonl"))))
                .containsAll(Files.readAllLines(copy.directory().resolve("expected.jsonl")));
        assertThat(shapes(copy)).isEqualTo(shapes(whole));
        for (Path file : files(copy)) {
            Path relative = copy.directory().relativize(file);
            Path original = whole.directory().resolve(relative.toString());
            if (relative.toString().equals("tokenizer.json")) {
                assertThat(json(file)).isEqualTo(json(original));
            } else if (!relative.toString().equals("expected.jsonl")) {
                assertThat(file).hasSameBinaryContentAs(original);
            }
        }
    }

    private static Set<String> shapes(Fixture fixture) {
        return fixture.records().stream()
                .map(record -> record.get("kind") + " " + record.path("task") + " " + record.path("options")
                        + (record.has("text_pair") ? " pair" : "") + (record.has("prompt_name") ? " prompt" : "")
                        + record.path("hypothesis_template") + record.path("multi_label"))
                .collect(Collectors.toSet());
    }

    private static List<Path> files(Fixture fixture) throws IOException {
        try (Stream<Path> files = Files.walk(fixture.directory())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return Fixture.JSON.readTree(Files.readString(file));
    }
}
