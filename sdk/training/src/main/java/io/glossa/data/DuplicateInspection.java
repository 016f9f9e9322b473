package io.glossa.data;

import io.glossa.data.internal.NormalizedText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Texts that occur more than once, whatever their case, spacing and punctuation: duplicates, conflicting labels, and held-out texts that
 * are in the training data. Texts are compared by 128 bits of SHA-256.
 */
final class DuplicateInspection implements Inspection {
    private record Key(long high, long low) {}

    private static final class Group {
        private final RowReference first;
        private final Set<String> labels;
        private final boolean firstHeldOut;
        private @Nullable List<RowReference> more;
        private @Nullable SortedSet<String> allLabels;
        private boolean conflict;
        private int heldOut;

        Group(Set<String> labels, RowReference row, boolean heldOut) {
            this.first = row;
            this.labels = labels;
            this.firstHeldOut = heldOut;
            this.heldOut = heldOut ? 1 : 0;
        }

        void add(Example example, RowReference row, boolean isHeldOut) {
            if (more == null) {
                more = new ArrayList<>(1);
            }
            more.add(row);
            heldOut += isHeldOut ? 1 : 0;
            if (!example.labels().equals(labels)) {
                conflict = true;
                if (allLabels == null) {
                    allLabels = new TreeSet<>(labels);
                }
                allLabels.addAll(example.labels());
            }
        }

        int size() {
            return more == null ? 1 : 1 + more.size();
        }

        boolean leaks() {
            return !firstHeldOut && heldOut > 0;
        }

        FindingItem item() {
            List<RowReference> rows = new ArrayList<>(List.of(first));
            rows.addAll(more == null ? List.of() : more);
            return FindingItem.of(rows, allLabels == null ? new TreeSet<>(labels) : allLabels);
        }
    }

    private final Map<Key, Group> groups = new LinkedHashMap<>();
    /** Each set of labels once, because many texts have the same. */
    private final Map<Set<String>, Set<String>> labelSets = new HashMap<>();
    private final MessageDigest digest;

    DuplicateInspection() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void see(Example example, RowReference row, boolean heldOut) {
        Key key = key(NormalizedText.of(example.text()));
        Group group = groups.get(key);
        if (group == null) {
            groups.put(key, new Group(labelSets.computeIfAbsent(example.labels(), Set::copyOf), row, heldOut));
        } else {
            group.add(example, row, heldOut);
        }
    }

    private Key key(String text) {
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
    }

    @Override
    public List<DataFinding> findings() {
        List<Group> leaks = new ArrayList<>();
        List<Group> conflicts = new ArrayList<>();
        List<Group> duplicates = new ArrayList<>();
        for (Group group : groups.values()) {
            if (group.size() > 1) {
                if (group.leaks()) {
                    leaks.add(group);
                }
                if (group.conflict) {
                    conflicts.add(group);
                } else if (group.heldOut != 1 || group.size() > 2 || group.firstHeldOut) {
                    duplicates.add(group);
                }
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
