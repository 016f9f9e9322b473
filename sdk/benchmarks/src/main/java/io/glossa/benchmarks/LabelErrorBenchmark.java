package io.glossa.benchmarks;

import io.glossa.Embedding;
import io.glossa.TextEmbedder;
import io.glossa.data.DataCheck;
import io.glossa.data.DataFinding;
import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.data.FindingItem;
import io.glossa.data.FindingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How many wrong labels the data check finds: gives some training examples another label by chance, and compares what is reported with
 * what was changed. Arguments: the training files of Banking77 and of TREC, and the document to write.
 */
public final class LabelErrorBenchmark {
    private static final long SEED = 2026;
    /** Ranks beyond the default that the curve shows. */
    private static final double REVIEW = 2;
    private static final double CURVE_SHARE = 0.05;
    private static final String BOTH = "n-grams and `base-en`";
    private static final double[] CURVE = {0.25, 0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2};

    private record Flipped(Dataset dataset, Set<Long> rows) {}

    private record Score(int reported, double precision, double recall) {
        static Score of(List<FindingItem> items, Set<Long> flipped) {
            long right = items.stream().filter(item -> flipped.contains(item.rows().get(0).row())).count();
            return new Score(items.size(), items.isEmpty() ? 1 : (double) right / items.size(),
                    flipped.isEmpty() ? 1 : (double) right / flipped.size());
        }

        String cells() {
            return String.format(Locale.ROOT, "%,d | %.3f | %.3f |", reported, precision, recall);
        }
    }

    private LabelErrorBenchmark() {}

    /** Runs all rows of the tables. */
    public static void main(String[] args) throws IOException {
        Dataset banking = Dataset.read(Path.of(args[0])).inMemory();
        Dataset trec = Dataset.read(Path.of(args[1])).inMemory();
        StringBuilder text = new StringBuilder(head(banking, trec));
        try (TextEmbedder embedder = TextEmbedder.load("base-en")) {
            Function<List<String>, List<float[]>> vectors = cached(embedder);
            row(text, "Banking77", banking, 0.05, "n-grams", DataCheck.builder());
            row(text, "Banking77", banking, 0.01, BOTH, DataCheck.builder().vectors(vectors));
            row(text, "Banking77", banking, 0.1, BOTH, DataCheck.builder().vectors(vectors));
            int bankingReported = row(text, "Banking77", banking, 0.05, BOTH, DataCheck.builder().vectors(vectors));
            row(text, "TREC", trec, 0.05, "n-grams", DataCheck.builder());
            int trecReported = row(text, "TREC", trec, 0.05, BOTH, DataCheck.builder().vectors(vectors));
            text.append("""

                    ## More or fewer

                    5 % changed, n-grams and `base-en`: what the first rows of the ranking hold. The factor is `DataCheck.Builder.review`.
                    A label that the models find the most probable is never reported, so a large factor may not be reached.
                    """);
            curve(text, "Banking77", banking, bankingReported, DataCheck.builder().vectors(vectors));
            curve(text, "TREC", trec, trecReported, DataCheck.builder().vectors(vectors));
        }
        Files.writeString(Path.of(args[2]), text);
    }

    private static String head(Dataset banking, Dataset trec) {
        return String.format(Locale.ROOT, """
                # Label errors found in data with known ones

                Written by

                    mvn -q -Plabel-errors -pl sdk/benchmarks -am -Dmaven.test.skip=true verify

                from the training files of Banking77 (%,d texts, %d labels) and TREC (%,d texts, %d labels), of which a seeded share gets
                another label, each other label equally likely. `DataCheck` sees the changed file; *precision* is the share of what it reports
                as likely label errors that was changed, *recall* the share of what was changed that it reports. Labels of the files that are
                wrong as they are are not known here, so a report of one counts as a mistake.

                ## At the default setting

                | data | changed | models | reported | precision | recall |
                | --- | --- | --- | --- | --- | --- |
                """, banking.size(), banking.labels().size(), trec.size(), trec.labels().size());
    }

    private static void curve(StringBuilder text, String name, Dataset train, int reported, DataCheck.Builder check) {
        Flipped flipped = flip(train, CURVE_SHARE);
        List<FindingItem> ranking = suspects(check.review(REVIEW), flipped.dataset());
        text.append(String.format(Locale.ROOT, "%n%s (%,d texts changed):%n%n| factor | reported | precision | recall |%n| --- | --- | --- | --- |%n",
                name, flipped.rows().size()));
        for (double factor : CURVE) {
            int most = Math.min(ranking.size(), (int) Math.round(reported * factor));
            text.append("| ").append(factor).append(" | ").append(Score.of(ranking.subList(0, most), flipped.rows()).cells()).append('\n');
        }
    }

    /** Adds the row of one run, and gives how many were reported. */
    private static int row(StringBuilder text, String name, Dataset train, double share, String models, DataCheck.Builder check) {
        Flipped flipped = flip(train, share);
        Score score = Score.of(suspects(check, flipped.dataset()), flipped.rows());
        String row = String.format(Locale.ROOT, "| %s | %.0f %% (%,d) | %s | %s%n", name, share * 100, flipped.rows().size(), models, score.cells());
        System.out.print(row);
        text.append(row);
        return score.reported();
    }

    private static List<FindingItem> suspects(DataCheck.Builder check, Dataset dataset) {
        return check.nearDuplicates(false).build().check(dataset).findings(FindingKind.LIKELY_LABEL_ERROR).stream()
                .map(DataFinding::items).findFirst().orElse(List.of());
    }

    private static Flipped flip(Dataset train, double share) {
        List<String> labels = List.copyOf(train.labels());
        Random random = new Random(SEED);
        List<Example> examples;
        try (Stream<Example> stream = train.examples()) {
            examples = new ArrayList<>(stream.toList());
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        Set<Long> rows = new HashSet<>();
        for (int i : order.subList(0, (int) Math.round(share * examples.size()))) {
            Example example = examples.get(i);
            int given = labels.indexOf(example.labels().iterator().next());
            int other = (given + 1 + random.nextInt(labels.size() - 1)) % labels.size();
            examples.set(i, new Example(example.text(), Set.of(labels.get(other)), example.value(), example.columns(), example.row()));
            rows.add(example.row());
        }
        return new Flipped(Dataset.of(train.name(), examples), rows);
    }

    private static Function<List<String>, List<float[]>> cached(TextEmbedder embedder) {
        Map<String, float[]> known = new HashMap<>();
        return texts -> {
            List<String> missing = texts.stream().filter(text -> !known.containsKey(text)).distinct().toList();
            List<Embedding> embeddings = embedder.embed(missing);
            for (int i = 0; i < missing.size(); i++) {
                known.put(missing.get(i), embeddings.get(i).vector());
            }
            return texts.stream().map(known::get).toList();
        };
    }
}
