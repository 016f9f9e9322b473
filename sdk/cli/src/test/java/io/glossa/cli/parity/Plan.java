package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * How one record is replayed.
 *
 * @param questions the lines to send
 * @param check compares the answers, one for each question and in their order, with the record
 */
record Plan(List<Question> questions, Check check) {
    Plan {
        questions = List.copyOf(questions);
    }

    /** Finds what differs. */
    @FunctionalInterface
    interface Check {
        void check(List<ObjectNode> answers, Problems problems);
    }

    /** A record that takes one line. */
    static Plan of(Question question, BiConsumer<ObjectNode, Problems> check) {
        return new Plan(List.of(question), (answers, problems) -> check.accept(answers.get(0), problems));
    }
}
