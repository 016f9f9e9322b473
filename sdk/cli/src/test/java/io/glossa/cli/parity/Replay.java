package io.glossa.cli.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.parity.Question.Call;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Replays a fixture: plans every record, sends the lines of each call in one stream, and checks what comes back. */
final class Replay {
    private final Fixture fixture;
    private final GlossaCommand command;
    private final Problems problems;
    private final Int8Evidence int8;
    private final ForwardRecords forward;
    private final WriterRecords writer;

    private Replay(Fixture fixture, GlossaCommand command) {
        this.fixture = fixture;
        this.command = command;
        problems = Problems.of(fixture.name());
        int8 = new Int8Evidence(fixture.facts());
        forward = new ForwardRecords(int8);
        writer = new WriterRecords(fixture.padding());
    }

    /**
     * What a replay did.
     *
     * @param checked how many records of each kind were compared
     * @param skipped how many were left out
     * @param notes what was measured besides
     * @param problems what differs
     */
    record Report(Map<String, Integer> checked, int skipped, String notes, List<String> problems) {
        @Override
        public String toString() {
            String kinds = checked.toString().replace("{", "").replace("}", "").replace('=', ' ');
            return kinds + "; skipped " + skipped + (notes.isEmpty() ? "" : "; " + notes);
        }
    }

    private record Planned(ObjectNode record, Plan plan) {}

    static Report run(Fixture fixture, GlossaCommand command, AllowedSkips skips) {
        return new Replay(fixture, command).run(skips);
    }

    private Report run(AllowedSkips skips) {
        List<Planned> plans = new ArrayList<>();
        Map<String, Integer> checked = new TreeMap<>();
        Map<Call, List<Question>> calls = new LinkedHashMap<>();
        int skipped = 0;
        for (ObjectNode record : fixture.records()) {
            if (skips.contains(fixture.name(), record.get("id").intValue())) {
                skipped++;
                continue;
            }
            Plan plan = plan(record);
            plans.add(new Planned(record, plan));
            plan.questions().forEach(each -> calls.computeIfAbsent(each.call(), call -> new ArrayList<>()).add(each));
            checked.merge(record.get("kind").textValue(), 1, Integer::sum);
        }
        Map<String, ObjectNode> answers = new HashMap<>();
        calls.forEach((call, questions) -> answers.putAll(send(call, questions)));
        plans.forEach(planned -> check(planned.record(), planned.plan(), answers));
        int8.finish(problems);
        return new Report(checked, skipped, int8.summary().orElse(""), problems.found());
    }

    private Plan plan(ObjectNode record) {
        String kind = record.get("kind").textValue();
        return switch (kind) {
            case "encode_target" -> writer.target(record);
            case "seq2seq_steps" -> writer.steps(record);
            case "generate" -> writer.single(record);
            case "generate_batch" -> writer.batch(record);
            case "encode", "encode_batch" -> TokenizeRecords.encoding(record);
            case "encode_error" -> TokenizeRecords.error(record);
            case "windows" -> TokenizeRecords.windows(record);
            case "forward" -> forward.single(record);
            case "forward_batch" -> forward.batch(record);
            case "pipeline" -> PipelineRecords.single(record);
            case "pipeline_batch" -> PipelineRecords.batch(record);
            case "zero_shot" -> PipelineRecords.zeroShot(record);
            case "embedding" -> EmbeddingRecords.embedding(record);
            case "similarity" -> EmbeddingRecords.similarity(record);
            case "semantic_search" -> EmbeddingRecords.semanticSearch(record);
            case "rerank" -> RerankRecords.rerank(record);
            default -> new Plan(List.of(), (answers, found) -> found.add("unknown kind " + kind));
        };
    }

    private void check(ObjectNode record, Plan plan, Map<String, ObjectNode> answers) {
        Problems here = problems.at(record.get("kind").textValue() + " " + record.get("id"));
        List<ObjectNode> own = new ArrayList<>();
        for (Question question : plan.questions()) {
            ObjectNode answer = answers.get(question.id());
            if (answer == null) {
                here.add("no answer to " + question.id());
            } else if (answer.has("error") != question.fails()) {
                here.add(question.fails() ? "should be an error" : "should be a result, is " + answer.get("error"));
            } else {
                own.add(answer);
            }
        }
        if (own.size() == plan.questions().size()) {
            plan.check().check(own, here);
        }
    }

    /** Runs one call; the answers must be as many as the questions, in their order and with their ids. */
    private Map<String, ObjectNode> send(Call call, List<Question> questions) {
        List<String> arguments = new ArrayList<>(List.of(call.verb(), "--model", fixture.directory().toString(),
                "--format", "jsonl", "--input", "-"));
        arguments.addAll(call.options());
        StringBuilder input = new StringBuilder();
        questions.forEach(question -> input.append(question.line()).append('\n'));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Problems here = problems.at(call.toString());
        int status = command.run(arguments.toArray(String[]::new),
                new ByteArrayInputStream(input.toString().getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        int expected = questions.stream().anyMatch(Question::fails) ? 1 : 0;
        if (status != expected) {
            here.add("exit status should be " + expected + ", is " + status + "; standard error:\n"
                    + tail(err.toString(StandardCharsets.UTF_8)));
        }
        return match(questions, lines(out.toString(StandardCharsets.UTF_8)), here);
    }

    private static Map<String, ObjectNode> match(List<Question> questions, List<String> lines, Problems problems) {
        if (lines.size() != questions.size()) {
            problems.add("should print " + questions.size() + " lines, prints " + lines.size());
        }
        Map<String, ObjectNode> answers = new HashMap<>();
        for (int i = 0; i < Math.min(lines.size(), questions.size()); i++) {
            Question question = questions.get(i);
            try {
                JsonNode answer = Fixture.JSON.readTree(lines.get(i));
                if (!(answer instanceof ObjectNode object)) {
                    problems.add("line " + (i + 1) + " should be a JSON object, is " + answer.getNodeType());
                } else if (!question.id().equals(object.path("id").textValue())) {
                    problems.add("line " + (i + 1) + " should have the id " + question.id() + ", has "
                            + object.path("id"));
                } else {
                    answers.put(question.id(), object);
                }
            } catch (JsonProcessingException e) {
                problems.add("line " + (i + 1) + " should be JSON: " + e.getOriginalMessage());
            }
        }
        return answers;
    }

    /** Lines end with a line feed and nothing else: texts may hold other line separators. */
    private static List<String> lines(String output) {
        if (output.isEmpty()) {
            return List.of();
        }
        return List.of((output.endsWith("\n") ? output.substring(0, output.length() - 1) : output).split("\n", -1));
    }

    private static String tail(String text) {
        return text.length() <= 2000 ? text : text.substring(text.length() - 2000);
    }
}
