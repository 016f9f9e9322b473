package io.glossa.data;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Texts that have a trait by themselves. Of a pair, either text can have it. */
final class TextInspection implements Inspection {
    private final FindingKind kind;
    private final String message;
    private final String advice;
    private final Predicate<String> trait;
    private final List<FindingItem> items = new ArrayList<>();
    private long count;

    /**
     * Looks for a trait.
     *
     * @param message what is found, before a colon and the number
     */
    TextInspection(FindingKind kind, Predicate<String> trait, String message, String advice) {
        this.kind = kind;
        this.trait = trait;
        this.message = message;
        this.advice = advice;
    }

    @Override
    public void see(Example example, RowReference row, boolean heldOut) {
        String pair = example.text().pair();
        if (trait.test(example.text().text()) || pair != null && trait.test(pair)) {
            count++;
            if (items.size() < DataFinding.MOST_ITEMS) {
                items.add(FindingItem.of(List.of(row), new TreeSet<>(example.labels())));
            }
        }
    }

    @Override
    public List<DataFinding> findings() {
        return count == 0 ? List.of()
                : List.of(new DataFinding(kind, Severity.WARNING, message + ": " + count, advice, count, items));
    }
}
