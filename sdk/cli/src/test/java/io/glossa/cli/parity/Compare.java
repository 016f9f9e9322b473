package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Compares recorded values with those of an answer; what differs becomes a problem with its place and both values. */
final class Compare {
    /** Largest absolute difference of logits, hidden states, embeddings and probabilities. */
    static final double TOLERANCE = 1e-4;

    private Compare() {}

    /** A key with its score, as rankings hold them. */
    record Scored(String key, double score) {
        /** Reads a list of objects, each with a key and a {@code score}. */
        static List<Scored> list(JsonNode list, String key) {
            List<Scored> scored = new ArrayList<>();
            list.forEach(item -> scored.add(new Scored(
                    item.path(key).asText("(no " + key + ")"), number(item.path("score")))));
            return scored;
        }

        /** All places of a list of scores, best first; equal ones in input order. */
        static List<Scored> ranked(List<Double> scores) {
            List<Scored> ranked = new ArrayList<>();
            for (int i = 0; i < scores.size(); i++) {
                ranked.add(new Scored(Integer.toString(i), scores.get(i)));
            }
            ranked.sort(Comparator.comparingDouble(Scored::score).reversed());
            return ranked;
        }
    }

    /** The field must be there and equal, to the last character. */
    static void exact(Problems problems, String field, JsonNode expected, JsonNode answer) {
        exactValue(problems, field, expected, answer.path(field));
    }

    private static void exactValue(Problems problems, String place, JsonNode expected, JsonNode actual) {
        if (expected.equals(actual)) {
            return;
        }
        if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!expected.get(i).equals(actual.get(i))) {
                    exactValue(problems, place + "[" + i + "]", expected.get(i), actual.get(i));
                    return;
                }
            }
        }
        problems.add(place + " should be " + brief(expected) + ", is " + brief(actual));
    }

    /** The field must not be there. */
    static void absent(Problems problems, String field, JsonNode answer) {
        if (answer.has(field)) {
            problems.add(field + " should not be there, is " + brief(answer.get(field)));
        }
    }

    /** Numbers, or lists of them of any depth: the same shape, each value within the tolerance. */
    static void numbers(Problems problems, String place, JsonNode expected, JsonNode actual, double tolerance) {
        if (expected.isArray()) {
            if (!actual.isArray() || actual.size() != expected.size()) {
                problems.add(place + " should be a list of " + expected.size() + ", is " + brief(actual));
                return;
            }
            for (int i = 0; i < expected.size(); i++) {
                numbers(problems, place + "[" + i + "]", expected.get(i), actual.get(i), tolerance);
            }
            return;
        }
        near(problems, place, expected.doubleValue(), number(actual), tolerance);
    }

    /** One value within the tolerance; not a number is never near. */
    static void near(Problems problems, String place, double expected, double actual, double tolerance) {
        if (!(Math.abs(expected - actual) <= tolerance)) {
            problems.add(String.format(Locale.ROOT, "%s should be %s, is %s (tolerance %s)",
                    place, expected, actual, tolerance));
        }
    }

    /**
     * A ranking, best first. Scores are compared place by place; keys as well, but those whose recorded scores lie
     * within the tolerance of each other may stand in any order.
     *
     * @param cut whether the record holds only the best of what the answer holds
     */
    static void ranking(Problems problems, String field, List<Scored> expected, List<Scored> actual, boolean cut) {
        if (cut ? actual.size() < expected.size() : actual.size() != expected.size()) {
            problems.add(field + " should hold " + expected.size() + " items, holds " + actual.size());
            return;
        }
        for (int i = 1; i < actual.size(); i++) {
            if (actual.get(i - 1).score() < actual.get(i).score()) {
                problems.add(field + " should be best first, is not at " + i);
            }
        }
        List<Scored> open = new ArrayList<>(expected);
        for (int i = 0; i < expected.size(); i++) {
            Scored at = expected.get(i);
            Scored found = actual.get(i);
            near(problems, field + "[" + i + "].score", at.score(), found.score(), TOLERANCE);
            boolean known = open.remove(open.stream()
                    .filter(each -> each.key().equals(found.key()))
                    .filter(each -> Math.abs(each.score() - at.score()) <= TOLERANCE)
                    .findFirst()
                    .orElse(null));
            if (!known) {
                problems.add(field + "[" + i + "] should be " + at.key() + ", is " + found.key());
            }
        }
    }

    /** The number a node holds; not a number where it holds none. */
    static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    private static String brief(JsonNode node) {
        String json = node.isMissingNode() ? "missing" : node.toString();
        return json.length() <= 120 ? json : json.substring(0, 120) + "…";
    }
}
