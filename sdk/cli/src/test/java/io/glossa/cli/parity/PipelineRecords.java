package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.parity.Compare.Scored;
import io.glossa.cli.parity.Question.Call;
import java.util.ArrayList;
import java.util.List;

/** Results of the pipelines: {@code pipeline} of each task, {@code pipeline_batch} and {@code zero_shot}. */
final class PipelineRecords {
    private PipelineRecords() {}

    /** One text or pair. */
    static Plan single(ObjectNode record) {
        if (record.get("task").textValue().startsWith("translation")) {
            return WriterRecords.pipeline(record);
        }
        return switch (record.get("task").textValue()) {
            case "text-classification" -> Plan.of(
                    Question.of(Call.CLASSIFY, record, "", "text", "text_pair", "options"),
                    (answer, problems) -> labels(record, record.get("result"), answer.path("labels"), problems));
            case "token-classification" -> Plan.of(
                    Question.of(Call.NER, record, "", "text", "options"),
                    (answer, problems) -> entities(record, answer.path("entities"), problems));
            case "feature-extraction" -> Plan.of(
                    Question.of(Call.FORWARD, record, "", "text", "options"),
                    (answer, problems) -> features(record, answer.path("last_hidden_state"), problems));
            default -> unknownTask(record);
        };
    }

    /** Several texts in one line. */
    static Plan batch(ObjectNode record) {
        if (!record.get("task").textValue().equals("text-classification")) {
            return unknownTask(record);
        }
        return Plan.of(Question.of(Call.CLASSIFY, record, "", "texts", "options"), (answer, problems) -> {
            JsonNode expected = record.get("result");
            JsonNode actual = answer.path("labels");
            if (actual.size() != expected.size()) {
                problems.add("labels should hold " + expected.size() + " texts, holds " + actual.size());
            }
            for (int i = 0; i < expected.size(); i++) {
                labels(record, expected.get(i), actual.path(i), problems.at("text " + i));
            }
        });
    }

    /** Labels given with the text. */
    static Plan zeroShot(ObjectNode record) {
        Question question = Question.of(Call.ZERO_SHOT, record, "",
                "text", "candidate_labels", "hypothesis_template", "multi_label");
        return Plan.of(question, (answer, problems) -> {
            JsonNode result = record.get("result");
            List<Scored> expected = new ArrayList<>();
            for (int i = 0; i < result.get("labels").size(); i++) {
                expected.add(new Scored(result.get("labels").get(i).textValue(),
                        result.get("scores").get(i).doubleValue()));
            }
            Compare.ranking(problems, "labels", expected, Scored.list(answer.path("labels"), "label"), false);
        });
    }

    /** Without {@code top_k} the pipeline gives the best label alone; the command line gives all. */
    private static void labels(ObjectNode record, JsonNode expected, JsonNode actual, Problems problems) {
        boolean cut = !record.get("options").has("top_k");
        Compare.ranking(problems, "labels", Scored.list(expected, "label"), Scored.list(actual, "label"), cut);
    }

    private static void entities(ObjectNode record, JsonNode actual, Problems problems) {
        JsonNode expected = record.get("result");
        if (!actual.isArray() || actual.size() != expected.size()) {
            problems.add("entities should be a list of " + expected.size() + ", has " + actual.size());
            return;
        }
        String text = record.get("text").textValue();
        for (int i = 0; i < expected.size(); i++) {
            Problems here = problems.at("entities[" + i + "]");
            JsonNode entity = expected.get(i);
            Compare.exact(here, "label", entity.has("entity") ? entity.get("entity") : entity.get("entity_group"),
                    actual.get(i));
            Compare.exact(here, "start", entity.get("start_utf16"), actual.get(i));
            Compare.exact(here, "end", entity.get("end_utf16"), actual.get(i));
            Compare.near(here, "score", entity.get("score").doubleValue(),
                    Compare.number(actual.get(i).path("score")), Compare.TOLERANCE);
            String between = text.substring(entity.get("start_utf16").intValue(), entity.get("end_utf16").intValue());
            if (!between.equals(actual.get(i).path("text").textValue())) {
                here.add("text should be the input between start and end, is not");
            }
        }
    }

    private static void features(ObjectNode record, JsonNode actual, Problems problems) {
        if (!record.get("result_rows").asText().equals("all")) {
            problems.add("feature-extraction with result_rows other than \"all\" is unknown");
            return;
        }
        Compare.numbers(problems, "last_hidden_state", record.get("result"), actual, Compare.TOLERANCE);
    }

    private static Plan unknownTask(ObjectNode record) {
        return new Plan(List.of(), (answers, problems) -> problems.add("unknown task " + record.get("task")));
    }
}
