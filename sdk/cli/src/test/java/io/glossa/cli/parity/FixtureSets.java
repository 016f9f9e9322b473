package io.glossa.cli.parity;

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
        return root().resolve("sdk/cli/src/test/resources/parity");
    }

    /** {@code ../shared/parity} beside the repository, else {@code $GLOSSA_SHARED/parity}. */
    static Optional<Path> wholeSet() {
        String shared = System.getenv("GLOSSA_SHARED");
        return Stream.of(root().resolve("../shared"), Path.of(shared == null ? "" : shared))
                .filter(folder -> !folder.toString().isEmpty())
                .map(folder -> folder.resolve("parity").toAbsolutePath().normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The repository's root: the folder Maven names, or one above it when only this module is built. */
    static Path root() {
        Path start = Path.of(System.getProperty("glossa.root", "")).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("sdk/cli/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("expected the repository's root at or above " + start
                + "; run the tests with Maven, or set -Dglossa.root");
    }
}
