package io.glossa.cli;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A checked-in list of what users rely on, in {@code docs/api}: compared, or written anew with {@code -Dapi.update}. */
final class Listing {
    private static final boolean UPDATE = System.getProperty("api.update") != null && !System.getProperty("api.update").equals("false");

    private Listing() {}

    /**
     * Compares a list with the one on record.
     *
     * @param name the file's name
     * @param head what it is, one line
     * @param found the list as it is now
     */
    static void check(String name, String head, List<String> found) {
        Path file = Repository.root().resolve("docs/api").resolve(name);
        String command = "mvn verify -pl sdk/cli -am -Dapi.update";
        try {
            if (UPDATE) {
                Files.writeString(file, "# " + head + "\n# Written by a test: " + command + "\n" + String.join("\n", found) + "\n");
            }
            List<String> recorded = Files.exists(file)
                    ? Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList() : List.of();
            if (!recorded.equals(found)) {
                fail("what was found differs from docs/api/" + name + ":\n" + difference(recorded, found) + "If that is meant: " + command
                        + ", and a line in CHANGELOG.md; what docs/compatibility.md promises must stay");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String difference(List<String> before, List<String> after) {
        StringBuilder text = new StringBuilder();
        missing(before, after).forEach(line -> text.append("  - ").append(line).append('\n'));
        missing(after, before).forEach(line -> text.append("  + ").append(line).append('\n'));
        return text.toString();
    }

    /** Lines of the first list that the second has not, each with the heading it stands under. */
    private static List<String> missing(List<String> of, List<String> from) {
        List<String> with = headed(of);
        with.removeAll(headed(from));
        return with;
    }

    private static List<String> headed(List<String> lines) {
        List<String> headed = new ArrayList<>();
        String heading = "";
        for (String line : lines) {
            if (line.startsWith(" ")) {
                headed.add(heading + ": " + line.strip());
            } else {
                heading = line;
                headed.add(line);
            }
        }
        return headed;
    }
}
