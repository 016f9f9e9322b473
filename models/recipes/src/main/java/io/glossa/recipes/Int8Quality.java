package io.glossa.recipes;

import io.glossa.Embedding;
import io.glossa.SentimentAnalyzer;
import io.glossa.TextEmbedder;
import io.glossa.models.ModelFormat;
import io.glossa.models.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What 8 bits do to the embedded models: the sentiment models as they are served against their bases in 32 bits, and a head for
 * the 77 labels of Banking77 on {@code base-en}, fitted on embeddings in 32 bits. Fails if more than half a point of accuracy is
 * lost or more than 2 % of the answers change on SST-2, ChnSentiCorp or Banking77; the other sets are there to be looked at.
 *
 * <p>Arguments: the folder of the data sets, the file for the table, and, to measure some of them anew, the names of models as in
 * the table with commas between.
 */
public final class Int8Quality {
    private static final double C = 10;
    private static final String BANKING = "a head on base-en";
    private static final List<DataSet> GATES = List.of(DataSet.SST2, DataSet.CHNSENTICORP);

    private Int8Quality() {}

    /**
     * A line of the table.
     *
     * @param text in Markdown
     * @param passed whether it is within the limits, or has none
     */
    private record Line(String text, boolean passed) {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        Map<String, Supplier<List<Line>>> all = new LinkedHashMap<>();
        for (TunedRecipe recipe : TunedRecipe.shipped()) {
            all.put(recipe.name(), () -> sentiment(recipe, data));
        }
        all.put(BANKING, () -> List.of(banking(data)));
        if (arguments.length > 2) {
            all.keySet().retainAll(List.of(arguments[2].split(",")));
        }
        List<CompletableFuture<List<Line>>> parts = all.values().stream().map(CompletableFuture::supplyAsync).toList();
        List<Line> lines = parts.stream().flatMap(part -> part.join().stream()).toList();
        List<String> rows = new ArrayList<>(lines.stream().map(Line::text).toList());
        if (Files.exists(file)) {
            // What was not measured now stays as it was.
            Files.readAllLines(file).stream().filter(row -> row.startsWith("| ") && row.contains("dev |"))
                    .filter(row -> all.keySet().stream().noneMatch(name -> row.startsWith("| " + name + ", "))).forEach(rows::add);
        }
        String table = """
                Accuracy in per cent with 95 % Wilson intervals in 8 bits, accuracy in 32 bits, and share of texts with the same label.
                mvn -q -B -Pint8 -pl models/recipes -am -DskipTests -Ddata.folder=../shared/data package

                | model, set | texts | in 8 bits | in 32 bits | same label |
                | --- | --- | --- | --- | --- |
                """ + rows.stream().sorted().map(row -> row + "\n").collect(Collectors.joining());
        System.out.println(table);
        Files.writeString(file, table);
        if (!lines.stream().allMatch(Line::passed)) {
            throw new IllegalStateException("8 bits lose more than " + BothPrecisions.MOST_LOST + " of the accuracy or keep less than "
                    + BothPrecisions.LEAST_SAME + " of the labels; see the table above");
        }
    }

    private static List<Line> sentiment(TunedRecipe recipe, Path data) {
        try (SentimentAnalyzer small = SentimentAnalyzer.builder(recipe.name()).precision(Precision.INT8).build();
                SentimentAnalyzer full =
                        SentimentAnalyzer.builder(recipe.folder().toAbsolutePath().toString()).precision(Precision.FP32).build()) {
            return recipe.measured().stream().map(set -> {
                BothPrecisions both = BothPrecisions.of(set.dev(data), full, small);
                Line line = new Line(both.row(recipe.name() + ", " + set.folder() + " dev"), both.passes() || !GATES.contains(set));
                System.err.println(line.text());
                return line;
            }).toList();
        }
    }

    private static Line banking(Path data) {
        List<Map<String, String>> train = Tsv.rows(data.resolve("banking77/train.tsv"));
        List<Map<String, String>> dev = Tsv.rows(data.resolve("banking77/dev.tsv"));
        try (TextEmbedder full = TextEmbedder.builder("base-en").build();
                TextEmbedder small = TextEmbedder.builder("base-en").modelFormat(ModelFormat.WEIGHTS).precision(Precision.INT8)
                        .build()) {
            ManyLabelHead head =
                    ManyLabelHead.fit(vectors(full, train), train.stream().map(row -> row.get("label")).toList(), C);
            BothPrecisions both = BothPrecisions.of(dev, row -> row.get("label"),
                    rows -> vectors(full, rows).stream().map(head::label).toList(),
                    rows -> vectors(small, rows).stream().map(head::label).toList());
            System.err.println(both.row("banking77"));
            return new Line(both.row(BANKING + ", banking77 dev"), both.passes());
        }
    }

    private static List<float[]> vectors(TextEmbedder embedder, List<Map<String, String>> rows) {
        return embedder.embed(rows.stream().map(row -> row.getOrDefault("text", "")).toList()).stream().map(Embedding::vector).toList();
    }
}
