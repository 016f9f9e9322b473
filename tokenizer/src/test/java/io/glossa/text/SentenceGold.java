package io.glossa.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A document of the gold set: a text and where its sentences begin. The notation of the files is described in
 * {@code sentences/README.md} of the test resources.
 *
 * @param text the document
 * @param starts UTF-16 indices of the first unit of each sentence but the first
 */
record SentenceGold(String text, SortedSet<Integer> starts) {
    static final List<String> LANGUAGES = List.of("en", "de", "zh", "fr", "es");

    /** The documents of a file, {@code dev} or {@code heldout}. */
    static List<SentenceGold> read(String language, String part) {
        Path file = Path.of("src/test/resources/sentences").resolve(language + "-" + part + ".txt");
        try {
            List<SentenceGold> documents = new ArrayList<>();
            List<String> sentences = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    sentences.add(line);
                } else if (!sentences.isEmpty()) {
                    documents.add(document(sentences, language.equals("zh") ? "" : " "));
                    sentences.clear();
                }
            }
            if (!sentences.isEmpty()) {
                documents.add(document(sentences, language.equals("zh") ? "" : " "));
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SentenceGold document(List<String> lines, String joiner) {
        StringBuilder text = new StringBuilder();
        SortedSet<Integer> starts = new TreeSet<>();
        for (String line : lines) {
            char mark = line.charAt(0);
            String sentence = "¶↵⏎+".indexOf(mark) >= 0 ? line.substring(2) : line;
            if (text.length() > 0) {
                text.append(switch (mark) {
                    case '¶' -> "\n\n";
                    case '↵', '⏎' -> "\n";
                    case '+' -> "";
                    default -> joiner;
                });
                if (mark != '⏎') {
                    starts.add(text.length());
                }
            }
            text.append(sentence);
        }
        return new SentenceGold(text.toString(), starts);
    }

    int sentences() {
        return starts.size() + 1;
    }
}
