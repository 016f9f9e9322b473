package io.glossa.data;

import io.glossa.data.internal.NearDuplicates;
import io.glossa.data.internal.NormalizedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Texts that are nearly the same but not the same, in up to so many texts. */
final class NearDuplicateInspection implements Inspection {
    private record Seen(RowReference row, Set<String> labels, boolean heldOut) {}

    private final double similarity;
    private final int mostTexts;
    private final NearDuplicates near;
    private final List<Seen> seen = new ArrayList<>();
    private final Map<String, Integer> texts = new HashMap<>();
    private boolean tooMany;

    NearDuplicateInspection(double similarity, int mostTexts) {
        this.similarity = similarity;
        this.mostTexts = mostTexts;
        this.near = new NearDuplicates(similarity);
    }

    @Override
    public void see(Example example, RowReference row, boolean heldOut) {
        if (tooMany) {
            return;
        }
        String text = NormalizedText.of(example.text());
        if (texts.putIfAbsent(text, seen.size()) == null) {
            if (seen.size() == mostTexts) {
                tooMany = true;
                texts.clear();
                return;
            }
            seen.add(new Seen(row, example.labels(), heldOut));
            near.add(text);
        }
    }

    @Override
    public List<DataFinding> findings() {
        if (tooMany) {
            return List.of(new DataFinding(FindingKind.NOT_CHECKED, Severity.INFO,
                    "near duplicates were not looked for: more than " + mostTexts + " texts",
                    "raise the limit (maxNearDuplicateTexts; about 2 KB of memory a text), or check a part", 1, List.of()));
        }
        List<NearDuplicates.Pair> pairs = near.pairs();
        List<DataFinding> findings = new ArrayList<>();
        List<FindingItem> leaks = leaks(pairs);
        if (!leaks.isEmpty()) {
            findings.add(new DataFinding(FindingKind.NEAR_LEAKAGE, Severity.WARNING,
                    "held-out texts that are nearly one of the training data: " + leaks.size() + "; with their similarity, up to 1",
                    "look at some; if they say the same, remove them from one of the two", leaks.size(), most(leaks)));
        }
        List<FindingItem> groups = groups(pairs);
        if (!groups.isEmpty()) {
            findings.add(new DataFinding(FindingKind.NEAR_DUPLICATE, Severity.INFO,
                    "groups of texts that are nearly the same: " + groups.size() + "; with their highest similarity, up to 1",
                    "look at some; where they differ by a template or a typing error only, keep one", groups.size(), most(groups)));
        }
        return findings;
    }

    private static List<FindingItem> most(List<FindingItem> items) {
        return items.stream().sorted(Comparator.comparingDouble((FindingItem item) -> item.measure().orElseThrow()).reversed())
                .limit(DataFinding.MOST_ITEMS).toList();
    }

    /** For each held-out text the training text that is nearest. */
    private List<FindingItem> leaks(List<NearDuplicates.Pair> pairs) {
        Map<Integer, NearDuplicates.Pair> nearest = new LinkedHashMap<>();
        for (NearDuplicates.Pair pair : pairs) {
            if (!seen.get(pair.first()).heldOut() && seen.get(pair.second()).heldOut()) {
                nearest.merge(pair.second(), pair, (a, b) -> b.similarity() > a.similarity() ? b : a);
            }
        }
        return nearest.values().stream().map(pair -> item(List.of(pair.first(), pair.second()), pair.similarity())).toList();
    }

    /** Texts of one data set that pairs lead from one to another. */
    private List<FindingItem> groups(List<NearDuplicates.Pair> pairs) {
        int[] parent = new int[seen.size()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        Map<Integer, Double> highest = new HashMap<>();
        List<NearDuplicates.Pair> within = pairs.stream()
                .filter(pair -> seen.get(pair.first()).heldOut() == seen.get(pair.second()).heldOut()).toList();
        within.forEach(pair -> parent[root(parent, pair.second())] = root(parent, pair.first()));
        Set<Integer> touched = new TreeSet<>();
        for (NearDuplicates.Pair pair : within) {
            touched.add(pair.first());
            touched.add(pair.second());
            highest.merge(root(parent, pair.first()), pair.similarity(), Math::max);
        }
        touched.forEach(text -> members.computeIfAbsent(root(parent, text), root -> new ArrayList<>()).add(text));
        List<FindingItem> items = new ArrayList<>();
        members.forEach((root, texts) -> items.add(item(texts, highest.getOrDefault(root, similarity))));
        return items;
    }

    private static int root(int[] parent, int text) {
        int root = text;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    private FindingItem item(List<Integer> numbers, double measure) {
        SortedSet<String> labels = new TreeSet<>();
        numbers.forEach(number -> labels.addAll(seen.get(number).labels()));
        return FindingItem.of(numbers.stream().map(number -> seen.get(number).row()).toList(), labels, measure);
    }
}
