package io.glossa.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Code in the documents is code of the samples, and links in them lead to files that are there. */
class SnippetsTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

    @Test
    void javaBlocks_sameAsSamples() throws IOException {
        Map<String, String> snippets = Snippets.ofSamples();
        boolean update = System.getProperty("snippets.update") != null;
        int compared = 0;
        for (Path document : documents()) {
            List<String> lines = Files.readAllLines(document);
            if (update && !Snippets.updated(lines, snippets).equals(lines)) {
                lines = Snippets.updated(lines, snippets);
                Files.write(document, lines);
                System.out.println("updated " + Repository.root().relativize(document));
            }
            for (Snippets.Block block : Snippets.blocks(lines)) {
                String where = Repository.root().relativize(document) + ", line " + block.line();
                String expected = snippets.get(block.name());
                if (expected == null) {
                    fail(where + ": expected a comment <!-- snippet:name --> above the block with one of "
                            + snippets.keySet() + ", found '" + block.name() + "'; quote a sample");
                }
                assertThat(block.code())
                        .as("%s: differs from snippet %s; run mvn verify -pl samples -am -Dtest=SnippetsTest -Dsnippets.update", where, block.name())
                        .isEqualTo(expected);
                compared++;
            }
        }
        System.out.println("compared " + compared + " code blocks with the samples");
        assertThat(compared).isPositive();
    }

    @Test
    void updated_changesNamedBlocksAlone() {
        List<String> before = List.of("<!-- snippet:a -->", "```java", "old", "```", "```java", "other", "```", "```sh", "x", "```");
        assertThat(Snippets.updated(before, Map.of("a", "new\ncode"))).containsExactly(
                "<!-- snippet:a -->", "```java", "new", "code", "```", "```java", "other", "```", "```sh", "x", "```");
    }

    @Test
    void links_leadToFiles() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                if (!Files.exists(document.resolveSibling(links.group(1)))) {
                    broken.add(Repository.root().relativize(document) + " -> " + links.group(1));
                }
            }
        }
        assertThat(broken).as("links that lead nowhere").isEmpty();
    }

    /** The documents at the root and below docs/. */
    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> root = Files.list(Repository.root()); Stream<Path> docs = Files.walk(Repository.root().resolve("docs"))) {
            Stream.concat(root, docs).filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }
}
