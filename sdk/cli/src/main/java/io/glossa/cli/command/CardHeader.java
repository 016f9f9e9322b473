package io.glossa.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the head of a model card says, as far as it is written plainly: {@code key: value}, {@code key: [a, b]}, or {@code key:}
 * with a list below. Anything else is passed over.
 */
final class CardHeader {
    private static final String FENCE = "---";
    private static final int MOST_LINES = 500;

    private final List<String> lines;

    private CardHeader(List<String> lines) {
        this.lines = lines;
    }

    /** Reads the head of a README.md. */
    static CardHeader of(byte[] card) {
        List<String> head = new ArrayList<>();
        List<String> all = new String(card, StandardCharsets.UTF_8).lines().limit(MOST_LINES).toList();
        if (!all.isEmpty() && all.get(0).strip().equals(FENCE)) {
            for (String line : all.subList(1, all.size())) {
                if (line.strip().equals(FENCE)) {
                    return new CardHeader(List.copyOf(head));
                }
                head.add(line);
            }
        }
        return new CardHeader(List.of());
    }

    /** A value, if there is exactly one. */
    Optional<String> value(String key) {
        List<String> values = values(key);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** All values of a key; none if it is not there. */
    List<String> values(String key) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key + ":")) {
                String rest = lines.get(i).substring(key.length() + 1).strip();
                if (rest.startsWith("[") && rest.endsWith("]")) {
                    for (String part : rest.substring(1, rest.length() - 1).split(",")) {
                        add(values, part);
                    }
                } else {
                    add(values, rest);
                }
                for (int below = i + 1; below < lines.size() && lines.get(below).strip().startsWith("- "); below++) {
                    add(values, lines.get(below).strip().substring(2));
                }
                break;
            }
        }
        return List.copyOf(values);
    }

    private static void add(List<String> values, String text) {
        String value = text.strip();
        if (value.length() >= 2 && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"))) {
            value = value.substring(1, value.length() - 1);
        }
        if (!value.isEmpty()) {
            values.add(value);
        }
    }
}
