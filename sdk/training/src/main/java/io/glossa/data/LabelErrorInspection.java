package io.glossa.data;

import io.glossa.data.internal.ConfidentLearning;
import io.glossa.data.internal.HashedNgrams;
import io.glossa.data.internal.OutOfFold;
import io.glossa.tokenizer.TextPair;
import io.glossa.training.internal.linear.DenseFeatures;
import io.glossa.training.internal.linear.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Labels that are likely wrong: those that {@link ConfidentLearning} suspects, by probabilities of five-fold cross-validation over hashed
 * n-grams and, where there is an embedder, over embeddings, of which the geometric mean is taken. Both data sets are taken together.
 */
final class LabelErrorInspection implements Inspection {
    private static final int FOLDS = 5;
    /** Suspects by text above which the estimate is not believed. */
    private static final double MOST_SHARE = 0.2;
    /** Most probabilities kept at a time: 400 MB. */
    private static final long MOST_PROBABILITIES = 50_000_000;

    private final @Nullable Function<List<String>, List<float[]>> vectors;
    private final int mostTexts;
    private final double review;
    private final long seed;
    private final List<Example> examples = new ArrayList<>();
    private final List<RowReference> rows = new ArrayList<>();
    private boolean tooMany;

    LabelErrorInspection(@Nullable Function<List<String>, List<float[]>> vectors, int mostTexts, double review, long seed) {
        this.vectors = vectors;
        this.mostTexts = mostTexts;
        this.review = review;
        this.seed = seed;
    }

    private record Suspect(int example, int given, int suggestion, double selfConfidence) {}

    @Override
    public void see(Example example, RowReference row, boolean heldOut) {
        if (tooMany || example.value().isPresent()) {
            return;
        }
        if (examples.size() == mostTexts) {
            tooMany = true;
            examples.clear();
            rows.clear();
            return;
        }
        examples.add(example);
        rows.add(row);
    }

    @Override
    public List<DataFinding> findings() {
        if (tooMany) {
            return notChecked("more than " + mostTexts + " texts", "raise the limit (maxLabelErrorTexts), or check a part");
        }
        boolean several = examples.stream().anyMatch(example -> example.labels().size() != 1);
        List<String> labels = labels();
        List<Integer> kept = kept(labels, several);
        if (labels.size() < (several ? 1 : 2)) {
            return examples.isEmpty() ? List.of() : notChecked("not enough labels with " + FOLDS + " examples", "add examples");
        }
        if ((long) kept.size() * labels.size() > MOST_PROBABILITIES) {
            return notChecked(kept.size() + " texts times " + labels.size() + " labels are more than " + MOST_PROBABILITIES,
                    "check a part");
        }
        List<Suspect> suspects = several ? several(kept, labels) : single(kept, labels);
        if (suspects.isEmpty()) {
            return List.of();
        }
        long most = (long) (MOST_SHARE * review * kept.size());
        boolean tooMuch = suspects.size() > most;
        List<FindingItem> items = suspects.stream()
                .sorted(Comparator.comparingDouble(Suspect::selfConfidence).thenComparingInt(Suspect::example))
                .limit(Math.min(most, DataFinding.MOST_ITEMS)).map(suspect -> item(suspect, labels)).toList();
        String message = "labels that models of the other texts find unlikely: " + Math.min(most, suspects.size()) + " among " + kept.size()
                + " texts; with the probability of what is given" + (tooMuch ? "; suspected are " + suspects.size()
                + ", more than can be believed: the models are weak on these texts, or the labels very noisy" : "");
        return List.of(new DataFinding(FindingKind.LIKELY_LABEL_ERROR, tooMuch ? Severity.INFO : Severity.WARNING, message,
                "look at them from the top, and correct or remove those that are wrong", Math.min(most, suspects.size()), items));
    }

    private static List<DataFinding> notChecked(String why, String advice) {
        return List.of(new DataFinding(FindingKind.NOT_CHECKED, Severity.INFO, "label errors were not looked for: " + why, advice, 1,
                List.of()));
    }

    /** Labels with an example for each fold. */
    private List<String> labels() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        examples.forEach(example -> example.labels().forEach(label -> counts.merge(label, 1, Integer::sum)));
        return counts.entrySet().stream().filter(each -> each.getValue() >= FOLDS && each.getValue() <= examples.size() - FOLDS)
                .map(Map.Entry::getKey).toList();
    }

    private List<Integer> kept(List<String> labels, boolean several) {
        Set<String> known = Set.copyOf(labels);
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            if (several || known.contains(examples.get(i).labels().iterator().next())) {
                kept.add(i);
            }
        }
        return kept;
    }

    private double[][] probabilities(List<Integer> kept, Function<OutOfFold, double[][]> predict, boolean single) {
        double[] shares = new double[FOLDS];
        Arrays.fill(shares, 1.0 / FOLDS);
        int[] parts = Stratification.of(Dataset.of("kept", kept.stream().map(examples::get).toList())).parts(shares, seed);
        List<TextPair> texts = kept.stream().map(i -> examples.get(i).text()).toList();
        Features ngrams = HashedNgrams.of(texts.stream().map(text -> text.pair() == null ? text.text() : text.text() + '\n' + text.pair())
                .toList());
        double[][] probabilities = predict.apply(new OutOfFold(ngrams, parts));
        if (vectors == null) {
            return probabilities;
        }
        return OutOfFold.mean(probabilities, predict.apply(new OutOfFold(DenseFeatures.of(Embeddings.of(texts, vectors)), parts)), single);
    }

    private List<Suspect> single(List<Integer> kept, List<String> labels) {
        Map<String, Integer> numbers = new HashMap<>();
        labels.forEach(label -> numbers.put(label, numbers.size()));
        int[] given = kept.stream().mapToInt(i -> numbers.get(examples.get(i).labels().iterator().next())).toArray();
        double[][] probabilities = probabilities(kept, folds -> folds.singleLabel(given, labels.size()), true);
        ConfidentLearning learning = ConfidentLearning.of(probabilities, given, labels.size());
        return Arrays.stream(learning.suspects(review))
                .mapToObj(x -> new Suspect(kept.get(x), given[x], learning.suggestion(x), learning.selfConfidence(x))).toList();
    }

    /** Each label by itself, as given or not given. */
    private List<Suspect> several(List<Integer> kept, List<String> labels) {
        boolean[][] given = new boolean[kept.size()][labels.size()];
        for (int row = 0; row < given.length; row++) {
            for (int label = 0; label < labels.size(); label++) {
                given[row][label] = examples.get(kept.get(row)).labels().contains(labels.get(label));
            }
        }
        double[][] probabilities = probabilities(kept, folds -> folds.multiLabel(given), false);
        List<Suspect> suspects = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            int at = label;
            int[] has = Arrays.stream(given).mapToInt(row -> row[at] ? 1 : 0).toArray();
            double[][] binary = Arrays.stream(probabilities).map(row -> new double[] {1 - row[at], row[at]}).toArray(double[][]::new);
            ConfidentLearning learning = ConfidentLearning.of(binary, has, 2);
            for (int x : learning.suspects(review)) {
                suspects.add(new Suspect(kept.get(x), has[x], label, learning.selfConfidence(x)));
            }
        }
        return suspects;
    }

    private FindingItem item(Suspect suspect, List<String> labels) {
        Example example = examples.get(suspect.example());
        return new FindingItem(List.of(rows.get(suspect.example())), new TreeSet<>(example.labels()),
                Optional.of(labels.get(suspect.suggestion())), OptionalDouble.of(suspect.selfConfidence()));
    }
}
