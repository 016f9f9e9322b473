package io.glossa.data;

import io.glossa.tokenizer.TextPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** Texts with more tokens than are read. */
final class LengthInspection implements Inspection {
    private final ToIntFunction<TextPair> tokens;
    private final int maxLength;
    private final List<FindingItem> items = new ArrayList<>();
    private long count;
    private long seen;

    LengthInspection(ToIntFunction<TextPair> tokens, int maxLength) {
        this.tokens = tokens;
        this.maxLength = maxLength;
    }

    @Override
    public void see(Example example, RowReference row, boolean heldOut) {
        seen++;
        int length = tokens.applyAsInt(example.text());
        if (length > maxLength) {
            count++;
            if (items.size() < DataFinding.MOST_ITEMS) {
                items.add(FindingItem.of(List.of(row), new TreeSet<>(example.labels()), length));
            }
        }
    }

    @Override
    public List<DataFinding> findings() {
        if (count == 0) {
            return List.of();
        }
        items.sort(Comparator.comparingDouble((FindingItem item) -> item.measure().getAsDouble()).reversed());
        return List.of(new DataFinding(FindingKind.OVERLONG_TEXT, count * 20 > seen ? Severity.WARNING : Severity.INFO,
                "texts of more than " + maxLength + " tokens: " + count + " of " + seen + "; with their tokens",
                "raise the maximum length, shorten or split the texts, or accept that their ends are not read", count, items));
    }
}
