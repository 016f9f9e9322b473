package io.glossa.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Maven Central asks of an artifact, and what users of one may count on. */
class PublishedArtifactsTest {
    private static final List<String> ASKED = List.of("groupId", "artifactId", "version", "name", "description", "url",
            "licenses/license/name", "licenses/license/url", "developers/developer/name", "scm/connection",
            "scm/developerConnection", "scm/url");
    private static final List<String> OF_THE_BUILD = List.of("parent", "properties", "build", "profiles", "modules",
            "repositories", "pluginRepositories", "distributionManagement");
    private static final String PUBLISHING = "org.sonatype.central";

    static Stream<String> published() {
        return Pom.published().stream();
    }

    static Stream<String> publishedJars() {
        return published().filter(folder -> Pom.of(folder).isJar());
    }

    @ParameterizedTest
    @MethodSource("published")
    void pom_hasWhatCentralAsksFor(String folder) {
        Pom pom = published(folder);
        assertThat(ASKED).as("published-pom.xml of %s", folder).allSatisfy(field -> assertThat(pom.text(field)).isNotBlank());
        assertThat(Pom.of(folder).text("name")).as("name in %s/pom.xml, not inherited", folder).isEqualTo(pom.text("name"));
        assertThat(Pom.of(folder).text("description")).isEqualTo(pom.text("description"));
    }

    @ParameterizedTest
    @MethodSource("published")
    void pom_hasNothingOfTestsAndTheBuild(String folder) {
        Pom pom = published(folder);
        assertThat(OF_THE_BUILD).noneSatisfy(element -> assertThat(pom.has(element)).as(element).isTrue());
        assertThat(pom.all("dependencies/dependency/scope")).isSubsetOf("compile", "runtime");
        assertThat(pom.all("dependencies/dependency/version")).hasSameSizeAs(pom.all("dependencies/dependency/artifactId"))
                .noneMatch(version -> version.contains("${"));
        assertThat(Repository.read(folder + "/target/published-pom.xml")).doesNotContain(Repository.root().toString());
    }

    @ParameterizedTest
    @MethodSource("publishedJars")
    void jar_holdsTheLicenceAndTheNotices(String folder) throws IOException {
        Path path = Repository.file(folder).resolve("target/" + Pom.of(folder).artifact() + "-"
                + System.getProperty("glossa.version") + ".jar");
        assertThat(path).exists();
        try (JarFile jar = new JarFile(path.toFile())) {
            for (String name : List.of("LICENSE", "NOTICE", "THIRD-PARTY")) {
                assertThat(jar.getEntry("META-INF/" + name)).as("%s in %s", name, path.getFileName()).isNotNull();
                try (InputStream in = jar.getInputStream(jar.getEntry("META-INF/" + name))) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isNotBlank().isEqualTo(Repository.read(name));
                }
            }
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name")).startsWith("io.glossa");
        }
    }

    @Test
    void bom_hasEveryPublishedArtifact() {
        List<String> artifacts = new ArrayList<>();
        published().map(Pom::of).map(Pom::artifact).filter(name -> !name.equals("glossa-bom")).forEach(artifacts::add);
        assertThat(Pom.of("sdk/bom").all("dependencyManagement/dependencies/dependency/artifactId")).as("sdk/bom/pom.xml")
                .containsExactlyInAnyOrderElementsOf(artifacts);
    }

    @Test
    void publishing_leavesOutWhatIsNotPublished() {
        Pom root = Pom.read(Repository.file("pom.xml"));
        assertThat(root.all("profiles/profile/build/plugins/plugin/groupId")).contains(PUBLISHING);
        TreeSet<String> others = new TreeSet<>(Pom.modules().stream().map(Pom::of).map(Pom::artifact).toList());
        published().map(Pom::of).map(Pom::artifact).forEach(others::remove);
        others.add(root.artifact());
        assertThat(root.all("profiles/profile/build/plugins/plugin/configuration/excludeArtifacts/excludeArtifact"))
                .as("excludeArtifacts in pom.xml: the parent and each module that has maven.deploy.skip")
                .containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void signatures_areComparedOnceThereIsARelease() {
        Pom root = Pom.read(Repository.file("pom.xml"));
        assertThat(root.text("properties/japicmp.skip")).as("japicmp.skip in pom.xml is false from the first release on")
                .isEqualTo(String.valueOf(root.text("properties/japicmp.baseline").isEmpty()));
    }

    private static Pom published(String folder) {
        Path file = Repository.file(folder).resolve("target/published-pom.xml");
        assertThat(file).as("written when %s is built; a published artifact is among the dependencies of sdk/checks, so that "
                + "it is built before it", folder).exists();
        return Pom.read(file);
    }
}
