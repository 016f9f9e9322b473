package io.glossa.tokenizer.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real texts: a small sample that is always there, and whole sets where they exist beside the repository. */
final class Texts {
    private static final List<String> CHINESE = List.of("waimai_10k", "chnsenticorp", "tnews_zh", "online_shopping_10_cats");

    private Texts() {}

    /** Lines of many languages and Chinese reviews. */
    static List<String> all() {
        List<String> texts = new ArrayList<>();
        read(Path.of("src/test/resources/texts.txt"), texts);
        read(Path.of("src/test/resources/lucene/reviews.txt"), texts);
        Path data = data();
        if (data != null) {
            CHINESE.forEach(set -> read(data.resolve(set).resolve("dev.tsv"), texts));
            try (Stream<Path> files = Files.list(data.resolve("text"))) {
                files.sorted().forEach(file -> read(file, texts));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static @Nullable Path data() {
        String variable = System.getenv("GLOSSA_SHARED");
        String root = System.getProperty("glossa.root");
        Path path = variable != null ? Path.of(variable, "data") : root == null ? null : Path.of(root, "../shared/data");
        return path != null && Files.isDirectory(path) ? path.normalize() : null;
    }

    private static void read(Path file, List<String> to) {
        try {
            Files.readAllLines(file).stream().filter(line -> !line.isBlank()).forEach(to::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
