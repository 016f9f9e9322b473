package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.parity.Question.Call;
import java.util.ArrayList;
import java.util.List;

/** What a model computes: {@code forward} and {@code forward_batch}, each together with the encoding it starts from. */
final class ForwardRecords {
    private final Int8Evidence int8;

    /** @param int8 takes the quantized logits of the fixture */
    ForwardRecords(Int8Evidence int8) {
        this.int8 = int8;
    }

    /** One text or pair: logits, and those of the int8 model where they were recorded. */
    Plan single(ObjectNode record) {
        boolean quantized = record.has("logits_quantized");
        List<Question> questions = new ArrayList<>();
        questions.add(TokenizeRecords.question(record));
        questions.add(Question.of(Call.FORWARD, record, "fp32", "text", "text_pair", "options"));
        if (quantized) {
            questions.add(Question.of(Call.FORWARD_INT8, record, "int8", "text", "text_pair", "options"));
        }
        return new Plan(questions, (answers, problems) -> {
            TokenizeRecords.compare(record, answers.get(0), problems);
            Compare.numbers(problems, "logits", record.get("logits"), answers.get(1).path("logits"), Compare.TOLERANCE);
            if (quantized) {
                int8.compare(record, answers.get(2).path("logits"), problems);
            }
        });
    }

    /** Several texts in one line. What stands at padding is not part of the answer. */
    Plan batch(ObjectNode record) {
        Question encode = TokenizeRecords.question(record);
        Question forward = Question.of(Call.FORWARD, record, "fp32", "texts", "options");
        return new Plan(List.of(encode, forward), (answers, problems) -> {
            TokenizeRecords.compare(record, answers.get(0), problems);
            ObjectNode answer = answers.get(1);
            if (record.has("logits")) {
                Compare.numbers(problems, "logits", record.get("logits"), answer.path("logits"), Compare.TOLERANCE);
            } else if (record.has("logits_argmax_masked")) {
                tokenLabels(record, answer.path("logits"), problems);
            } else if (record.has("first_token")) {
                firstTokens(record, answer.path("last_hidden_state"), problems);
            } else {
                problems.add("a batch with neither logits, logits_argmax_masked nor first_token is unknown");
            }
        });
    }

    private static void tokenLabels(ObjectNode record, JsonNode logits, Problems problems) {
        JsonNode labels = record.get("logits_argmax_masked");
        for (int text = 0; text < labels.size(); text++) {
            if (!rows(record, text, logits, "logits", problems)) {
                continue;
            }
            for (int token = 0; token < logits.get(text).size(); token++) {
                int expected = labels.get(text).get(token).intValue();
                JsonNode row = logits.get(text).get(token);
                int best = best(row);
                double behind = Compare.number(row.path(best)) - Compare.number(row.path(expected));
                if (best != expected && !(behind <= Compare.TOLERANCE)) {
                    problems.add("logits[" + text + "][" + token + "] should be highest at " + expected
                            + ", are at " + best);
                }
            }
        }
        sameCount(labels, logits, "logits", problems);
    }

    private static void firstTokens(ObjectNode record, JsonNode states, Problems problems) {
        JsonNode first = record.get("first_token");
        for (int text = 0; text < first.size(); text++) {
            if (rows(record, text, states, "last_hidden_state", problems)) {
                Compare.numbers(problems, "last_hidden_state[" + text + "][0]", first.get(text),
                        states.get(text).path(0), Compare.TOLERANCE);
            }
        }
        sameCount(first, states, "last_hidden_state", problems);
    }

    /** Whether a text has one row for each of its own tokens. */
    private static boolean rows(ObjectNode record, int text, JsonNode values, String field, Problems problems) {
        int tokens = 0;
        for (JsonNode mask : record.get("attention_mask").get(text)) {
            tokens += mask.intValue();
        }
        int found = values.path(text).size();
        if (found != tokens) {
            problems.add(field + "[" + text + "] should have " + tokens + " rows, has " + found);
        }
        return found == tokens;
    }

    private static void sameCount(JsonNode expected, JsonNode actual, String field, Problems problems) {
        if (actual.size() != expected.size()) {
            problems.add(field + " should hold " + expected.size() + " texts, holds " + actual.size());
        }
    }

    private static int best(JsonNode row) {
        int best = 0;
        for (int i = 1; i < row.size(); i++) {
            if (Compare.number(row.get(i)) > Compare.number(row.get(best))) {
                best = i;
            }
        }
        return best;
    }
}
