package io.glossa.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The README says what {@code glossa-sdk} brings to a class path, and says the truth. {@code -Dapi.update} writes it anew.
 */
class DependencyTreeTest {
    private static final String START = "<!-- dependencies:start -->";
    private static final String END = "<!-- dependencies:end -->";
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\|");
    private static final String OURS = "io.github.glossa-nlp";
    /** Written by the build of sdk/core: one jar a line. */
    private static final String CLASS_PATH = "sdk/core/target/runtime-jars.txt";

    /** One jar: its version, and its size in units of a million bytes. */
    private record Jar(String version, double size) {}

    @Test
    void readme_listsTheRuntimeClassPath() throws Exception {
        TreeMap<String, Jar> found = found();
        String readme = Repository.read("README.md");
        if (Repository.UPDATE) {
            Repository.write("README.md", replaced(readme, table(found)));
            readme = Repository.read("README.md");
        }
        TreeMap<String, Jar> listed = listed(readme);
        assertThat(versions(listed)).as("README.md between %s and %s; write it with -Dapi.update", START, END)
                .isEqualTo(versions(found));
        found.forEach((name, jar) -> assertThat(listed.get(name).size()).as("size of %s in README.md in MB; write it with"
                + " -Dapi.update", name).isCloseTo(jar.size(), within(0.1)));
    }

    private static List<String> versions(TreeMap<String, Jar> jars) {
        return jars.entrySet().stream().map(jar -> jar.getKey() + " " + jar.getValue().version()).toList();
    }

    /** The class path with coordinates read off the jars' places: a local repository, or a module's target folder. */
    private static TreeMap<String, Jar> found() throws IOException {
        assertThat(Repository.file(CLASS_PATH)).as("made by mvn verify -pl sdk/checks -am").exists();
        TreeMap<String, Jar> jars = new TreeMap<>();
        List<Path> paths = new ArrayList<>();
        for (String line : Repository.read(CLASS_PATH).strip().split(Pattern.quote(java.io.File.pathSeparator))) {
            paths.add(Path.of(line));
        }
        String version = System.getProperty("glossa.version");
        paths.add(Repository.file("sdk/core/target/glossa-sdk-" + version + ".jar"));
        for (Path path : paths) {
            String file = String.valueOf(path.getFileName());
            assertThat(file).as("the class path holds jars; run mvn verify, not mvn test").endsWith(".jar");
            boolean ours = path.startsWith(Repository.root()) && path.getParent().endsWith("target");
            String name;
            String of;
            if (ours || path.toString().contains("glossa-nlp")) {
                name = OURS + ":" + file.substring(0, file.length() - version.length() - 5);
                of = version;
            } else {
                Path folder = path.getParent();
                of = folder.getFileName().toString();
                name = group(folder.getParent().getParent()) + ":" + folder.getParent().getFileName();
            }
            jars.put(name, new Jar(of, Files.size(path) / 1e6));
        }
        return jars;
    }

    /** The group of a folder in a local repository: its names from the first that is no part of the repository's own path. */
    private static String group(Path folder) {
        Path repository = folder;
        while (!repository.endsWith("repository") && repository.getNameCount() > 1) {
            repository = repository.getParent();
        }
        return repository.relativize(folder).toString().replace(java.io.File.separatorChar, '.');
    }

    private static TreeMap<String, Jar> listed(String readme) {
        TreeMap<String, Jar> jars = new TreeMap<>();
        int start = readme.indexOf(START);
        int end = readme.indexOf(END);
        Matcher rows = ROW.matcher(start < 0 || end < start ? "" : readme.substring(start, end));
        while (rows.find()) {
            String size = rows.group(3).strip();
            double number = Double.parseDouble(size.replaceAll("[^0-9.]", ""));
            jars.put(rows.group(1), new Jar(rows.group(2).strip(), size.endsWith("kB") ? number / 1000 : number));
        }
        return jars;
    }

    private static String table(TreeMap<String, Jar> jars) {
        StringBuilder table = new StringBuilder("\n\n| artifact | version | size |\n| --- | --- | ---: |\n");
        double sum = 0;
        for (boolean ours : new boolean[] {true, false}) {
            for (String name : jars.keySet()) {
                if (name.startsWith(OURS + ":") == ours) {
                    Jar jar = jars.get(name);
                    sum += jar.size();
                    table.append("| `").append(name).append("` | ").append(jar.version()).append(" | ")
                            .append(megabytes(jar.size())).append(" |\n");
                }
            }
        }
        return table.append("| together (").append(jars.size()).append(" jars) | | ").append(megabytes(sum)).append(" |\n\n").toString();
    }

    private static String megabytes(double size) {
        return size < 0.05 ? "less than 0.1 MB" : String.format(Locale.ROOT, "%.1f MB", size);
    }

    private static String replaced(String readme, String table) {
        int start = readme.indexOf(START);
        int end = readme.indexOf(END);
        assertThat(start).as("README.md has the markers %s and %s", START, END).isNotNegative();
        assertThat(end).isGreaterThan(start);
        return readme.substring(0, start + START.length()) + table + readme.substring(end);
    }
}
