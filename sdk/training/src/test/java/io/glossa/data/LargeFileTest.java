package io.glossa.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of 200 and 60 MB are read in a JVM with a heap of 32 MB. */
class LargeFileTest {
    private static final String TEXT = "some words of a text ".repeat(50);

    @TempDir
    Path folder;

    /** The program of the other JVM: reads, counts and divides a data set. */
    public static void main(String[] args) {
        Dataset dataset = Dataset.read(Path.of(args[0]));
        DatasetSplit split = dataset.split(0.1, 1);
        long characters;
        try (Stream<Example> dev = split.dev().examples()) {
            characters = dev.mapToLong(example -> example.text().text().length()).sum();
        }
        System.out.println(dataset.size() + " " + dataset.labels() + " " + split.dev().size() + " " + characters / split.dev().size() + " "
                + (Runtime.getRuntime().maxMemory() >> 20));
    }

    @Test
    void largeFile_smallHeap() throws IOException, InterruptedException {
        for (String name : List.of("large.csv", "large.jsonl")) {
            Path file = folder.resolve(name);
            int rows = name.endsWith("csv") ? 200_000 : 60_000;
            try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                boolean csv = name.endsWith("csv");
                if (csv) {
                    writer.write("text,label\n");
                }
                for (int i = 0; i < rows; i++) {
                    writer.write(csv ? TEXT + i % 10 + ",label " + i % 4 + "\n"
                            : "{\"text\": \"" + TEXT + i % 10 + "\", \"label\": \"label " + i % 4 + "\"}\n");
                }
            }
            assertThat(Files.size(file)).isGreaterThan(rows * 1000L);
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
                    "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), LargeFileTest.class.getName(), file.toString())
                    .redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(output.strip()).startsWith(rows + " [label 0, label 1, label 2, label 3] " + rows / 10 + " 1051 ");
            assertThat(Integer.parseInt(output.strip().substring(output.strip().lastIndexOf(' ') + 1))).isLessThanOrEqualTo(32);
            Files.delete(file);
        }
    }
}
