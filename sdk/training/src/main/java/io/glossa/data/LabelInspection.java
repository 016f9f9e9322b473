package io.glossa.data;

import io.glossa.data.internal.NormalizedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** The labels by themselves: rare, imbalanced, spelt in several ways, or in one of two data sets only. */
final class LabelInspection implements Inspection {
    /** Times the examples of the rarest label from which the most frequent one is too frequent. */
    private static final double IMBALANCE = 10;

    private final int rare;
    private final Map<String, Long> train = new TreeMap<>();
    private final Map<String, Long> dev = new TreeMap<>();
    private boolean twoSets;

    /** @param rare examples below which a label is rare */
    LabelInspection(int rare) {
        this.rare = rare;
    }

    @Override
    public void see(Example example, RowReference row, boolean heldOut) {
        twoSets |= heldOut;
        Map<String, Long> counts = heldOut ? dev : train;
        example.labels().forEach(label -> counts.merge(label, 1L, Long::sum));
    }

    @Override
    public List<DataFinding> findings() {
        List<DataFinding> findings = new ArrayList<>();
        if (train.isEmpty()) {
            return findings;
        }
        onlyIn(dev, train, FindingKind.UNKNOWN_LABEL, Severity.ERROR, "labels of the held-out data that are not in the training data",
                "add training examples of them, or remove the rows; no model can predict them", findings);
        similar(findings);
        List<FindingItem> rareLabels = items(train.keySet(), train::get, rare);
        if (!rareLabels.isEmpty()) {
            findings.add(new DataFinding(FindingKind.RARE_LABEL, Severity.WARNING,
                    "labels with fewer than " + rare + " training examples: " + rareLabels.size() + "; with their examples",
                    "add examples, or merge the label with another", rareLabels.size(), rareLabels));
        }
        long most = Collections.max(train.values());
        List<FindingItem> outnumbered = items(train.keySet(), train::get, (long) Math.ceil(most / IMBALANCE));
        if (!outnumbered.isEmpty()) {
            findings.add(new DataFinding(FindingKind.IMBALANCE, Severity.WARNING, "labels with less than a tenth of the " + most
                    + " examples of the most frequent one: " + outnumbered.size() + " of " + train.size() + "; with their examples",
                    "add examples of them, weight the classes, and look at macro F1 rather than accuracy", outnumbered.size(),
                    outnumbered));
        }
        if (twoSets) {
            onlyIn(train, dev, FindingKind.UNTESTED_LABEL, Severity.INFO, "labels of the training data that are not in the held-out data",
                    "nothing is measured for them; divide the data by label (Dataset.split)", findings);
        }
        return findings;
    }

    private static List<FindingItem> items(java.util.Set<String> labels, ToLongFunction<String> count, long below) {
        return labels.stream().filter(label -> count.applyAsLong(label) < below)
                .sorted(java.util.Comparator.comparingLong(count).thenComparing(label -> label))
                .limit(DataFinding.MOST_ITEMS).map(label -> FindingItem.of(label, count.applyAsLong(label))).toList();
    }

    private static void onlyIn(Map<String, Long> here, Map<String, Long> there, FindingKind kind, Severity severity, String message,
            String advice, List<DataFinding> findings) {
        SortedSet<String> labels = new TreeSet<>(here.keySet());
        labels.removeAll(there.keySet());
        if (!labels.isEmpty()) {
            findings.add(new DataFinding(kind, severity, message + ": " + labels.size() + "; with their examples",
                    advice, labels.size(), items(labels, here::get, Long.MAX_VALUE)));
        }
    }

    private void similar(List<DataFinding> findings) {
        SortedSet<String> all = new TreeSet<>(train.keySet());
        all.addAll(dev.keySet());
        Map<String, SortedSet<String>> spellings = new TreeMap<>();
        all.forEach(label -> spellings.computeIfAbsent(NormalizedText.of(label.replace('_', ' ')), key -> new TreeSet<>()).add(label));
        List<FindingItem> items = spellings.values().stream().filter(labels -> labels.size() > 1)
                .map(labels -> FindingItem.of(List.of(), labels)).toList();
        if (!items.isEmpty()) {
            findings.add(new DataFinding(FindingKind.SIMILAR_LABELS, Severity.WARNING,
                    "labels that are spelt in several ways, in case, spacing or punctuation: " + items.size(),
                    "spell each label in one way", items.size(), items.stream().limit(DataFinding.MOST_ITEMS).toList()));
        }
    }
}
