package io.glossa.recipes;

import com.sun.management.OperatingSystemMXBean;
import io.glossa.Polarity;
import io.glossa.SentimentAnalyzer;
import io.glossa.models.Precision;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * What accuracy costs: English sentiment models on the development file of SST-2, and the processor's time for a text that is read
 * alone, on one thread, in rounds that take turns. Writes a table in Markdown and a picture.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Frontier {
    /** How many texts a model reads in a round. */
    private static final int TEXTS = 100;
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<Contestant> contestants = new ArrayList<>();

    private Frontier() {}

    /** A model in a precision. */
    private record Contestant(String name, Precision precision, SentimentAnalyzer analyzer, List<Double> milliseconds) {}

    /**
     * A model in a precision, measured.
     *
     * @param name the model
     * @param precision the numbers it calculates with
     * @param accuracy on the development file
     * @param milliseconds of the processor's time for a text, the median of the rounds
     */
    record Point(String name, Precision precision, Proportion accuracy, double milliseconds) {
        String row(double most) {
            return String.format(Locale.ROOT, "| %s | %s | %s | %.2f | %.2f |", name, precision.name().toLowerCase(Locale.ROOT), accuracy,
                    milliseconds, milliseconds / most);
        }
    }

    /**
     * Measures.
     *
     * @param arguments the folder of the data sets, the folder of the linear head, how many rounds, the file of the table and that of the
     *     picture
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        List<LabelledText> dev = DataSet.SST2.dev(Path.of(arguments[0]));
        Frontier frontier = new Frontier();
        List<Point> points;
        try {
            frontier.add("linear head", arguments[1], arguments[1]);
            frontier.add(SentimentEn.RECIPE.name(), SentimentEn.RECIPE.folder().toString(), SentimentEn.RECIPE.name());
            points = frontier.measure(dev, Integer.parseInt(arguments[2]));
        } finally {
            frontier.contestants.forEach(contestant -> contestant.analyzer().close());
        }
        String table = table(points);
        System.out.println(table);
        Files.writeString(Path.of(arguments[3]), table);
        FrontierPicture.write(points, Path.of(arguments[4]));
    }

    private void add(String name, String full, String small) {
        contestants.add(new Contestant(name, Precision.FP32, analyzer(full, Precision.FP32), new ArrayList<>()));
        contestants.add(new Contestant(name, Precision.INT8, analyzer(small, Precision.INT8), new ArrayList<>()));
    }

    private static SentimentAnalyzer analyzer(String model, Precision precision) {
        String where = Files.isDirectory(Path.of(model)) ? Path.of(model).toAbsolutePath().toString() : model;
        return SentimentAnalyzer.builder(where).precision(precision).threads(1).build();
    }

    private List<Point> measure(List<LabelledText> dev, int rounds) {
        List<LabelledText> some = dev.subList(0, TEXTS);
        for (int round = 0; round <= rounds; round++) {
            for (Contestant contestant : contestants) {
                long start = SYSTEM.getProcessCpuTime();
                some.forEach(text -> contestant.analyzer().classify(text.text()));
                // The first round warms up.
                if (round > 0) {
                    contestant.milliseconds().add((SYSTEM.getProcessCpuTime() - start) / 1e6 / TEXTS);
                }
            }
        }
        return contestants.stream().map(contestant -> new Point(contestant.name(), contestant.precision(), accuracy(contestant.analyzer(), dev),
                median(contestant.milliseconds()))).toList();
    }

    private static Proportion accuracy(SentimentAnalyzer analyzer, List<LabelledText> dev) {
        var answers = analyzer.classify(dev.stream().map(LabelledText::text).toList());
        long right = IntStream.range(0, dev.size())
                .filter(i -> (answers.get(i).polarity() == Polarity.POSITIVE) == dev.get(i).positive()).count();
        return new Proportion(right, dev.size());
    }

    /** The middle value, the lower of two. */
    static double median(List<Double> values) {
        return values.stream().sorted().skip((values.size() - 1) / 2).findFirst().orElseThrow();
    }

    private static String table(List<Point> points) {
        double most = points.stream().mapToDouble(Point::milliseconds).max().orElseThrow();
        return """
                # Accuracy and time

                Accuracy on the development file of SST-2 in per cent with Wilson intervals of 95 %, and milliseconds of the processor's time
                for a sentence of it that is read alone, on one thread: medians of rounds in which the models take turns. Times differ between
                machines; the last column, the share of the slowest, hardly does.

                    mvn -q -B -Psentiment-en-linear -pl models/recipes -am -DskipTests package
                    mvn -q -B -Pfrontier -pl models/recipes -am -DskipTests package

                ![accuracy by milliseconds a text](../images/frontier.png)

                | model | precision | SST-2 dev | ms a text | share |
                | --- | --- | --- | --- | --- |
                """ + points.stream().map(point -> point.row(most) + "\n").collect(Collectors.joining());
    }
}
