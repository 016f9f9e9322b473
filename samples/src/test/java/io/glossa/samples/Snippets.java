package io.glossa.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The marked parts of the samples, by name, and the marked code blocks of a document. */
final class Snippets {
    private static final String FENCE = "```";

    private Snippets() {}

    /** The parts of all samples between {@code // snippet:name} and {@code // end}, without their common indentation. */
    static Map<String, String> ofSamples() throws IOException {
        Map<String, String> snippets = new TreeMap<>();
        try (Stream<Path> files = Files.list(Repository.samples())) {
            for (Path file : files.sorted().toList()) {
                parse(Files.readAllLines(file), file.getFileName().toString()).forEach((name, code) -> {
                    if (snippets.put(name, code) != null) {
                        throw new IllegalStateException(file + ": snippet '" + name + "' exists twice; rename one");
                    }
                });
            }
        }
        return snippets;
    }

    private static Map<String, String> parse(List<String> lines, String file) {
        Map<String, String> snippets = new LinkedHashMap<>();
        String name = null;
        List<String> body = new ArrayList<>();
        for (String line : lines) {
            String trimmed = line.strip();
            if (trimmed.startsWith("// snippet:")) {
                if (name != null) {
                    throw new IllegalStateException(file + ": snippet '" + name + "' has no // end");
                }
                name = trimmed.substring("// snippet:".length());
                body.clear();
            } else if (trimmed.equals("// end")) {
                if (name == null) {
                    throw new IllegalStateException(file + ": // end without // snippet:name");
                }
                snippets.put(name, plain(body));
                name = null;
            } else {
                body.add(line);
            }
        }
        if (name != null) {
            throw new IllegalStateException(file + ": snippet '" + name + "' has no // end");
        }
        return snippets;
    }

    /** The lines without the indentation they share. */
    private static String plain(List<String> lines) {
        return String.join("\n", lines).stripIndent().strip();
    }

    /**
     * A block of Java code in a document.
     *
     * @param line the line of its opening fence, from 1
     * @param name what the comment above it names, empty without one
     * @param code its lines, without the indentation they share
     */
    record Block(int line, String name, String code) {}

    /** The Java blocks of a document. */
    static List<Block> blocks(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(FENCE)) {
                int end = closing(lines, i);
                if (lines.get(i).strip().equals(FENCE + "java")) {
                    blocks.add(new Block(i + 1, i == 0 ? "" : name(lines.get(i - 1)), plain(lines.subList(i + 1, end))));
                }
                i = end;
            }
        }
        return blocks;
    }

    /** The document with the code of every block that names a known snippet replaced by the snippet. */
    static List<String> updated(List<String> lines, Map<String, String> snippets) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            result.add(lines.get(i));
            if (lines.get(i).strip().startsWith(FENCE)) {
                int end = closing(lines, i);
                String code = i > 0 && lines.get(i).strip().equals(FENCE + "java")
                        ? snippets.get(name(lines.get(i - 1))) : null;
                if (code == null) {
                    result.addAll(lines.subList(i + 1, end));
                } else {
                    code.lines().forEach(result::add);
                }
                result.add(lines.get(end));
                i = end;
            }
        }
        return result;
    }

    private static int closing(List<String> lines, int fence) {
        for (int i = fence + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE)) {
                return i;
            }
        }
        throw new IllegalStateException("line " + (fence + 1) + ": code block without an end");
    }

    private static String name(String line) {
        String comment = line.strip();
        return comment.startsWith("<!-- snippet:") && comment.endsWith(" -->")
                ? comment.substring("<!-- snippet:".length(), comment.length() - " -->".length())
                : "";
    }
}
