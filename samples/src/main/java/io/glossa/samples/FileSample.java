package io.glossa.samples;

import io.glossa.Sentiment;
import io.glossa.SentimentAnalyzer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/** How do I work through a file that does not fit into memory? As a stream: some hundred lines are read ahead, no more. */
public final class FileSample {
    private FileSample() {}

    /** Takes a file with one text a line, and the file to write. */
    public static void main(String[] args) throws IOException {
        Path input = Path.of(args[0]);
        Path output = Path.of(args[1]);
        // snippet:file
        try (var analyzer = SentimentAnalyzer.load();
                Stream<String> lines = Files.lines(input);
                BufferedWriter writer = Files.newBufferedWriter(output)) {
            Iterator<Sentiment> results = analyzer.classify(lines).iterator();
            while (results.hasNext()) {
                Sentiment sentiment = results.next();
                writer.write(sentiment.polarity() + "\t" + sentiment.score() + "\n");
            }
        }
        // end
        System.out.println("wrote " + output.getFileName());
    }
}
