package io.glossa.cli.parity;

import io.glossa.cli.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the fixtures lie: a trimmed copy in this module, the whole set beside the repository on some machines. */
final class FixtureSets {
    private FixtureSets() {}

    /** The fixtures of the whole set where it is there, and of the trimmed copy in any case. */
    static List<Fixture> all() {
        Stream<Fixture> whole = wholeSet().stream().flatMap(set -> Fixture.all(set, "whole set").stream());
        return Stream.concat(whole, trimmed().stream()).toList();
    }

    static List<Fixture> trimmed() {
        return Fixture.all(trimmedCopy(), "trimmed copy");
    }

    static Path trimmedCopy() {
        return Repository.root().resolve("sdk/cli/src/test/resources/parity");
    }

    /** {@code ../shared/parity} beside the repository, else {@code $GLOSSA_SHARED/parity}. */
    static Optional<Path> wholeSet() {
        String shared = System.getenv("GLOSSA_SHARED");
        return Stream.of(Repository.root().resolve("../shared"), Path.of(shared == null ? "" : shared))
                .filter(folder -> !folder.toString().isEmpty())
                .map(folder -> folder.resolve("parity").toAbsolutePath().normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }
}
