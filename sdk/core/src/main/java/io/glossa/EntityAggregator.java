package io.glossa;

import io.glossa.internal.pipeline.MathOps;
import io.glossa.tokenizer.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * From token scores to entities, step by step as the token classification pipeline of Python {@code transformers} 4.57
 * does it.
 */
final class EntityAggregator {
    private final List<String> labels;
    private final boolean wordAware;
    private final OptionalInt unknownId;

    /**
     * Makes an aggregator.
     *
     * @param labels by index
     * @param subwordPrefix the tokenizer's mark of a token that continues a word, if it has one
     * @param unknownId id of the unknown token
     */
    EntityAggregator(List<String> labels, Optional<String> subwordPrefix, OptionalInt unknownId) {
        this.labels = labels;
        this.wordAware = subwordPrefix.filter(prefix -> !prefix.isEmpty()).isPresent();
        this.unknownId = unknownId;
    }

    /** One token of the text with the scores of all labels. */
    private record Token(float[] scores, int start, int end, boolean subword) {}

    /** A labelled stretch on the way to an entity. */
    private record Stretch(String label, double score, int start, int end) {}

    /**
     * The entities of one text.
     *
     * @param windows its encodings, in order
     * @param logits for each window [tokens * labels]
     */
    List<Entity> entities(String text, List<Encoding> windows, List<float[]> logits, EntityOptions options) {
        List<Stretch> all = new ArrayList<>();
        for (int w = 0; w < windows.size(); w++) {
            List<Token> tokens = tokens(text, windows.get(w), logits.get(w));
            for (Stretch stretch : aggregate(tokens, options.aggregation())) {
                if (!options.ignoreLabels().contains(stretch.label())) {
                    all.add(stretch);
                }
            }
        }
        List<Entity> entities = new ArrayList<>(all.size());
        for (Stretch s : windows.size() > 1 ? withoutOverlaps(text, all) : all) {
            entities.add(new Entity(s.label(), (float) s.score(), text.substring(s.start(), s.end()), s.start(), s.end()));
        }
        return entities;
    }

    private List<Token> tokens(String text, Encoding encoding, float[] logits) {
        int[] special = encoding.specialTokensMask();
        int[] starts = encoding.starts();
        int[] ends = encoding.ends();
        int[] ids = encoding.ids();
        List<Token> tokens = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            if (special[i] == 1) {
                continue;
            }
            boolean subword;
            if (unknownId.isPresent() && ids[i] == unknownId.getAsInt()) {
                subword = false;
            } else if (wordAware) {
                String token = encoding.tokens().get(i);
                subword = token.codePointCount(0, token.length()) != text.codePointCount(starts[i], ends[i]);
            } else {
                subword = starts[i] > 0 && !spaceAround(text, starts[i]);
            }
            tokens.add(new Token(MathOps.softmax(logits, i * labels.size(), labels.size()), starts[i], ends[i], subword));
        }
        return tokens;
    }

    private static boolean spaceAround(String text, int at) {
        return text.charAt(at - 1) == ' ' || (at < text.length() && text.charAt(at) == ' ');
    }

    private List<Stretch> aggregate(List<Token> tokens, EntityAggregation aggregation) {
        List<Stretch> stretches = new ArrayList<>();
        if (aggregation == EntityAggregation.NONE || aggregation == EntityAggregation.SIMPLE) {
            for (Token token : tokens) {
                stretches.add(labelled(token.scores(), token.start(), token.end()));
            }
        } else {
            int start = 0;
            for (int i = 1; i <= tokens.size(); i++) {
                if (i == tokens.size() || !tokens.get(i).subword()) {
                    stretches.add(word(tokens.subList(start, i), aggregation));
                    start = i;
                }
            }
        }
        return aggregation == EntityAggregation.NONE ? stretches : grouped(stretches);
    }

    private Stretch labelled(float[] scores, int start, int end) {
        int best = MathOps.argmax(scores);
        return new Stretch(labels.get(best), scores[best], start, end);
    }

    private Stretch word(List<Token> tokens, EntityAggregation aggregation) {
        float[] scores = switch (aggregation) {
            case FIRST -> tokens.get(0).scores();
            case MAX -> {
                Token best = tokens.get(0);
                for (Token token : tokens) {
                    if (max(token.scores()) > max(best.scores())) {
                        best = token;
                    }
                }
                yield best.scores();
            }
            default -> mean(tokens);
        };
        return labelled(scores, tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }

    private static float max(float[] scores) {
        return scores[MathOps.argmax(scores)];
    }

    private static float[] mean(List<Token> tokens) {
        float[] mean = new float[tokens.get(0).scores().length];
        for (int l = 0; l < mean.length; l++) {
            double sum = 0;
            for (Token token : tokens) {
                sum += token.scores()[l];
            }
            mean[l] = (float) (sum / tokens.size());
        }
        return mean;
    }

    /** Joins neighbours of the same kind; a B- label always begins a new entity. */
    private static List<Stretch> grouped(List<Stretch> stretches) {
        List<Stretch> groups = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= stretches.size(); i++) {
            boolean joins = i < stretches.size() && !stretches.get(i).label().startsWith("B-")
                    && kind(stretches.get(i).label()).equals(kind(stretches.get(i - 1).label()));
            if (!joins) {
                groups.add(group(stretches.subList(start, i)));
                start = i;
            }
        }
        return groups;
    }

    private static String kind(String label) {
        return label.startsWith("B-") || label.startsWith("I-") ? label.substring(2) : label;
    }

    private static Stretch group(List<Stretch> members) {
        String label = members.get(0).label();
        int dash = label.indexOf('-');
        double score = members.stream().mapToDouble(Stretch::score).average().orElseThrow();
        return new Stretch(dash < 0 ? label : label.substring(dash + 1), score, members.get(0).start(),
                members.get(members.size() - 1).end());
    }

    /** Where windows overlap: of two that touch, the longer stays, or the better scored one of equals. */
    private static List<Stretch> withoutOverlaps(String text, List<Stretch> stretches) {
        if (stretches.isEmpty()) {
            return stretches;
        }
        List<Stretch> sorted = new ArrayList<>(stretches);
        sorted.sort(Comparator.comparingInt(Stretch::start));
        List<Stretch> kept = new ArrayList<>();
        Stretch previous = sorted.get(0);
        for (Stretch next : sorted) {
            if (previous.start() <= next.start() && next.start() < previous.end()) {
                int longer = Integer.compare(text.codePointCount(next.start(), next.end()),
                        text.codePointCount(previous.start(), previous.end()));
                if (longer > 0 || (longer == 0 && next.score() > previous.score())) {
                    previous = next;
                }
            } else {
                kept.add(previous);
                previous = next;
            }
        }
        kept.add(previous);
        return kept;
    }
}
