package io.glossa.recipes;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Texts of every day with what a sentiment model has to make of them, by capability; written for this suite.
 *
 * @param name of its file
 * @param cases in the order of the file
 */
record BehaviourSuite(String name, List<BehaviourCase> cases) {
    BehaviourSuite {
        cases = List.copyOf(cases);
    }

    /**
     * The suite of a language.
     *
     * @param language {@code en} or {@code zh}
     * @throws InvalidInputException if there is none for it
     */
    static BehaviourSuite of(String language) {
        String name = "behaviour-" + language + ".tsv";
        try (InputStream in = BehaviourSuite.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new InvalidInputException("language: expected en or zh, found \"" + language + "\"; there is no suite for it");
            }
            return read(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a suite: tab-separated, with the columns capability, type, expected, text and perturbed.
     *
     * @throws InvalidInputException if a row is not a case
     */
    static BehaviourSuite read(InputStream in, String name) throws IOException {
        List<BehaviourCase> cases = new ArrayList<>();
        for (Map<String, String> row : Tsv.rows(in, name)) {
            cases.add(BehaviourCase.of(row, cases.size() + 2, name));
        }
        return new BehaviourSuite(name, cases);
    }

    /** Asks a model for every text once, all in one call, and compares. */
    BehaviourResult run(BehaviourReader model) {
        List<String> texts = cases.stream().flatMap(some -> Stream.of(some.text(), some.other())).distinct().toList();
        List<Reading> answers = model.read(texts);
        Map<String, Reading> readings = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            readings.put(texts.get(i), answers.get(i));
        }
        return new BehaviourResult(cases, cases.stream()
                .filter(some -> !some.isMet(readings.get(some.text()), readings.get(some.other()))).toList());
    }
}
