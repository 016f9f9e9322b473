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

/** Files of 200 and 60 MB are read and checked in a JVM with a heap of 32 MB. */
class LargeFileTest {
    private static final String TEXT = "some words of a text ".repeat(50);

    private static final int REPEATED = 10_000;

    @TempDir
    Path folder;

    /** The program of the other JVM: reads, counts, divides and checks a data set. */
    public static void main(String[] args) {
        Dataset dataset = Dataset.read(Path.of(args[0]));
        DatasetSplit split = dataset.split(0.1, 1);
        long characters;
        try (Stream<Example> dev = split.dev().examples()) {
            characters = dev.mapToLong(example -> example.text().text().length()).sum();
        }
        DataReport report = DataCheck.builder().nearDuplicates(false).labelErrors(false).build().check(dataset);
        System.out.println(report.findings().stream().map(finding -> finding.kind() + " " + finding.count()).toList() + " " + dataset.size() + " " + dataset.labels() + " " + split.dev().size() + " " + characters / split.dev().size() + " "
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
                    // All but the last ten thousand differ; those are the first again, with their labels.
                    String text = TEXT + String.format("%06d", i < rows - REPEATED ? i : i - (rows - REPEATED));
                    writer.write(csv ? text + ",label " + i % 4 + "\n" : "{\"text\": \"" + text + "\", \"label\": \"label " + i % 4 + "\"}\n");
                }
            }
            assertThat(Files.size(file)).isGreaterThan(rows * 1000L);
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
                    "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), LargeFileTest.class.getName(), file.toString())
                    .redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(output.strip()).startsWith("[DUPLICATE " + REPEATED + "] " + rows + " [label 0, label 1, label 2, label 3] " + rows / 10 + " 1056 ");
            assertThat(Integer.parseInt(output.strip().substring(output.strip().lastIndexOf(' ') + 1))).isLessThanOrEqualTo(32);
            Files.delete(file);
        }
    }
}
