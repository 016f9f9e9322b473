package io.glossa.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY, which goes into every jar, lists what our artifacts need at run time. {@code -Dapi.update} writes it anew. */
class ThirdPartyTest {
    private static final String FILE = "THIRD-PARTY";
    private static final String HEADER = """
            Libraries that Glossa's artifacts need at run time. Each is an artifact of its own with its own terms; none is
            copied into Glossa's jars. Below each: the licences that its pom.xml declares, and the artifacts that need it.

            Written by ThirdPartyTest: mvn verify -pl sdk/checks -am -Dapi.update
            """;
    /** What may be asked of users; another licence is looked at by a person before it comes in here. */
    private static final Pattern FREE = Pattern.compile("(?i).*(apache|mit|bsd|unicode).*");

    /** A library: its licences, and who needs it. */
    private record Library(List<String> licences, TreeSet<String> users) {}

    @Test
    void file_listsTheLibrariesOfAllArtifacts() {
        String found = text(libraries());
        if (Repository.UPDATE) {
            Repository.write(FILE, found);
        }
        assertThat(Repository.read(FILE)).as("%s; write it with -Dapi.update, then build again, since jars hold it", FILE).isEqualTo(found);
    }

    @Test
    void licences_areFree() {
        TreeMap<String, Library> libraries = libraries();
        assertThat(libraries).isNotEmpty();
        libraries.forEach((name, library) -> assertThat(library.licences()).as("licences of %s; one of them has to be free for "
                + "any use", name).anyMatch(FREE.asMatchPredicate()));
    }

    private static TreeMap<String, Library> libraries() {
        TreeMap<String, Library> libraries = new TreeMap<>();
        for (String folder : Pom.published()) {
            String list = Repository.read(folder + "/target/runtime-jars.txt").strip();
            if (list.isEmpty()) {
                continue;
            }
            for (String path : list.split(Pattern.quote(File.pathSeparator))) {
                Path jar = Path.of(path);
                if (jar.startsWith(Repository.root()) || path.contains("glossa-nlp")) {
                    continue;
                }
                Pom pom = Pom.read(pom(jar));
                String artifact = jar.getParent().getParent().getFileName().toString();
                String name = group(pom) + ":" + artifact + " " + jar.getParent().getFileName();
                libraries.computeIfAbsent(name, key -> new Library(licences(jar, pom), new TreeSet<>())).users()
                        .add(Pom.of(folder).artifact());
            }
        }
        assertThat(Set.copyOf(libraries.keySet())).as("read from runtime-jars.txt, made by mvn verify -pl sdk/checks -am").isNotEmpty();
        return libraries;
    }

    private static Path pom(Path jar) {
        Path version = jar.getParent();
        return version.resolve(version.getParent().getFileName() + "-" + version.getFileName() + ".pom");
    }

    private static String group(Pom pom) {
        return pom.has("groupId") ? pom.text("groupId") : pom.text("parent/groupId");
    }

    /** Those of the pom.xml or of the nearest of its parents that has any. */
    private static List<String> licences(Path jar, Pom pom) {
        Pom now = pom;
        Path repository = jar.getParent().getParent().getParent();
        for (int i = 0; i < group(pom).split("\\.").length; i++) {
            repository = repository.getParent();
        }
        while (!now.has("licenses/license/name")) {
            assertThat(now.has("parent")).as("a licence in the pom.xml of %s", jar.getFileName()).isTrue();
            String artifact = now.text("parent/artifactId");
            String version = now.text("parent/version");
            now = Pom.read(repository.resolve(now.text("parent/groupId").replace('.', '/')).resolve(artifact).resolve(version)
                    .resolve(artifact + "-" + version + ".pom"));
        }
        return now.all("licenses/license/name");
    }

    private static String text(TreeMap<String, Library> libraries) {
        StringBuilder text = new StringBuilder(HEADER);
        libraries.forEach((name, library) -> text.append('\n').append(name).append("\n    ")
                .append(String.join(" or ", library.licences())).append("\n    ").append(String.join(", ", library.users())).append('\n'));
        return text.toString();
    }
}
