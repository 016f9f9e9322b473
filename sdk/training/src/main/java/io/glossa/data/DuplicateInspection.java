package io.glossa.data;

import io.glossa.data.internal.FirstPlaces;
import io.glossa.data.internal.NormalizedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Texts that occur more than once, whatever their case, spacing and punctuation: duplicates, conflicting labels, and held-out texts that
 * are in the training data.
 */
final class DuplicateInspection implements Inspection {
    /** Rows with one text, from the second on; the first is kept in short until there is a second. */
    private static final class Group {
        private final RowReference first;
        private final Set<String> labels;
        private final boolean firstHeldOut;
        private final List<RowReference> more = new ArrayList<>(1);
        private final SortedSet<String> allLabels;
        private boolean conflict;
        private int heldOut;

        Group(RowReference first, Set<String> labels, boolean heldOut) {
            this.first = first;
            this.labels = labels;
            this.firstHeldOut = heldOut;
            this.heldOut = heldOut ? 1 : 0;
            this.allLabels = new TreeSet<>(labels);
        }

        void add(Example example, RowReference row, boolean isHeldOut) {
            more.add(row);
            heldOut += isHeldOut ? 1 : 0;
            conflict |= !example.labels().equals(labels);
            allLabels.addAll(example.labels());
        }

        int size() {
            return 1 + more.size();
        }

        boolean leaks() {
            return !firstHeldOut && heldOut > 0;
        }

        FindingItem item() {
            List<RowReference> rows = new ArrayList<>(List.of(first));
            rows.addAll(more);
            return FindingItem.of(rows, allLabels);
        }
    }

    private final FirstPlaces places = new FirstPlaces();
    /** By the number of the text, so in the order of first rows. */
    private final SortedMap<Integer, Group> groups = new TreeMap<>();
    /** Each set of labels once, because many texts have the same; a note is its number, doubled, and whether the row is held out. */
    private final List<Set<String>> labelSets = new ArrayList<>();
    private final Map<Set<String>, Integer> labelNumbers = new HashMap<>();
    private final String[] datasets = {"", ""};

    @Override
    public void see(Example example, RowReference row, boolean heldOut) {
        datasets[heldOut ? 1 : 0] = row.dataset();
        int text = places.find(NormalizedText.of(example.text()), row.row(), 2 * number(example.labels()) + (heldOut ? 1 : 0));
        if (text >= 0) {
            groups.computeIfAbsent(text, this::group).add(example, row, heldOut);
        }
    }

    private int number(Set<String> labels) {
        Integer known = labelNumbers.get(labels);
        if (known != null) {
            return known;
        }
        labelSets.add(Set.copyOf(labels));
        labelNumbers.put(labelSets.get(labelSets.size() - 1), labelSets.size() - 1);
        return labelSets.size() - 1;
    }

    private Group group(int text) {
        int note = places.note(text);
        return new Group(new RowReference(datasets[note & 1], places.row(text)), labelSets.get(note >> 1), (note & 1) == 1);
    }

    @Override
    public List<DataFinding> findings() {
        List<Group> leaks = new ArrayList<>();
        List<Group> conflicts = new ArrayList<>();
        List<Group> duplicates = new ArrayList<>();
        for (Group group : groups.values()) {
            if (group.leaks()) {
                leaks.add(group);
            }
            if (group.conflict) {
                conflicts.add(group);
            } else if (group.heldOut != 1 || group.size() > 2 || group.firstHeldOut) {
                duplicates.add(group);
            }
        }
        List<DataFinding> findings = new ArrayList<>();
        if (!leaks.isEmpty()) {
            findings.add(finding(FindingKind.LEAKAGE, Severity.ERROR, leaks,
                    "held-out rows that have a text of the training data: " + leaks.stream().mapToLong(group -> group.heldOut).sum(),
                    "remove these rows from one of the two; what is measured on them is memory"));
        }
        if (!conflicts.isEmpty()) {
            findings.add(finding(FindingKind.CONFLICTING_LABELS, Severity.WARNING, conflicts,
                    "texts that occur with different labels: " + conflicts.size(),
                    "decide on one, or give each text all its labels and train with several"));
        }
        if (!duplicates.isEmpty()) {
            findings.add(finding(FindingKind.DUPLICATE, Severity.WARNING, duplicates,
                    "texts that occur more than once with the same labels: " + duplicates.size(),
                    "keep one of each, unless how often a text occurs is part of the task"));
        }
        return findings;
    }

    private static DataFinding finding(FindingKind kind, Severity severity, List<Group> groups, String message, String advice) {
        return new DataFinding(kind, severity, message, advice, groups.size(),
                groups.stream().limit(DataFinding.MOST_ITEMS).map(Group::item).toList());
    }
}
