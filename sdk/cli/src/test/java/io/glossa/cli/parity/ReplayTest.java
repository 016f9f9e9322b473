package io.glossa.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparing code itself: right answers pass, and every way of being slightly wrong is noticed. */
class ReplayTest {
    private static final Map<String, Fixture> TRIMMED = FixtureSets.trimmed().stream()
            .collect(Collectors.toMap(Fixture::name, Function.identity()));

    static List<Fixture> fixtures() {
        return FixtureSets.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void run_recordedAnswers(Fixture fixture) {
        Replay.Report report = Replay.run(fixture, new FakeCommand(fixture), AllowedSkips.NONE);

        assertThat(report.problems()).isEmpty();
        assertThat(report.checked().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(fixture.records().size());
        assertThat(report.skipped()).isZero();
    }

    static List<Arguments> wrongAnswers() {
        return List.of(
                wrong("bert-uncased-sst2", "tokenize", "encode", "another id", set("input_ids", 1, 7)),
                wrong("bert-uncased-sst2", "tokenize", "encode", "no mask", remove("attention_mask")),
                wrong("bert-uncased-sst2", "tokenize", "encode", "no tokens", remove("tokens")),
                wrong("bert-uncased-sst2", "tokenize", "encode", "no token types", remove("token_type_ids")),
                wrong("bert-uncased-sst2", "tokenize", "encode", "no offsets", remove("offsets")),
                wrong("bert-uncased-sst2", "tokenize", "encode", "no special tokens", remove("special_tokens_mask")),
                wrong("bert-uncased-sst2", "tokenize", "encode", "no sequences", remove("sequence_ids")),
                wrong("bert-uncased-sst2", "tokenize", "encode", "another decoding", put("decoded", "x")),
                wrong("bert-uncased-sst2", "tokenize", "encode", "no short decoding", remove("decoded_skip_special")),
                wrong("bert-uncased-sst2", "tokenize", "encode", "an error", error("InvalidInputException")),
                wrong("roberta-sentiment", "tokenize", "encode", "made up token types", put("token_type_ids", "x")),
                wrong("marian-en-de", "tokenize", "encode_target", "another label", set("labels", 1, 7)),
                wrong("marian-en-de", "tokenize", "encode_target", "no tokens", remove("tokens")),
                wrong("marian-en-de", "forward", "seq2seq_steps", "no encoder", remove("encoder_first_token")),
                wrong("marian-en-de", "forward", "seq2seq_steps", "a position less", shorten("logits_top8")),
                wrong("marian-en-de", "forward", "seq2seq_steps", "no first logits", remove("logits_step0")),
                wrong("marian-en-de", "translate", "generate", "a translation less", shorten("translations")),
                wrong("marian-en-de", "translate", "generate_batch", "a text less", shorten("translations")),
                wrong("marian-en-de", "translate", "generate", "another token", change("token_ids", -7)),
                wrong("marian-en-de", "translate", "generate", "another text", change("text", "x")),
                wrong("marian-en-de", "translate", "pipeline", "another text", change("text", "x")),
                wrong("bert-uncased-sst2", "tokenize", "encode_error", "another error", error("EngineException")),
                wrong("bert-uncased-sst2", "tokenize", "encode_error", "a result", remove("error")),
                wrong("bert-uncased-sst2", "tokenize", "encode_batch", "a text less", shorten("input_ids")),
                wrong("bert-uncased-sst2", "tokenize", "windows", "a window less", shorten("windows")),
                wrong("bert-uncased-sst2", "tokenize", "windows", "an offset less",
                        inside("windows", shorten("offsets"))),
                wrong("bert-uncased-sst2", "tokenize", "forward", "another id", set("input_ids", 0, 7)),
                wrong("bert-uncased-sst2", "forward", "forward", "a logit off", shift("logits", 2e-4)),
                wrong("bert-uncased-sst2", "forward", "forward", "a logit less", shorten("logits")),
                wrong("bert-uncased-sst2", "forward", "forward", "not a number", set("logits", 0, null)),
                wrong("bert-uncased-sst2", "forward", "forward_batch", "a text less", shorten("logits")),
                wrong("bert-uncased-sst2", "classify", "pipeline", "a score off",
                        inside("labels", shift("score", 2e-4))),
                wrong("bert-uncased-sst2", "classify", "pipeline", "another label",
                        inside("labels", put("label", "x"))),
                wrong("bert-uncased-sst2", "classify", "pipeline", "worst first", reverse("labels")),
                wrong("bert-uncased-sst2", "classify", "pipeline", "nothing", remove("labels")),
                wrong("bert-uncased-sst2", "classify", "pipeline_batch", "texts swapped", reverse("labels")),
                wrong("bert-uncased-sst2", "classify", "pipeline_batch", "a text less", shorten("labels")),
                wrong("bert-ner", "forward", "forward_batch", "another best label", inside("logits", reverseRow())),
                wrong("bert-ner", "forward", "forward_batch", "a token less", inside("logits", dropRow())),
                wrong("bert-ner", "ner", "pipeline", "an entity less", shorten("entities")),
                wrong("bert-ner", "ner", "pipeline", "a start off", inside("entities", put("start", 999))),
                wrong("bert-ner", "ner", "pipeline", "an end off", inside("entities", put("end", 999))),
                wrong("bert-ner", "ner", "pipeline", "another text", inside("entities", put("text", "?"))),
                wrong("bert-ner", "ner", "pipeline", "another label", inside("entities", put("label", "?"))),
                wrong("bert-ner", "ner", "pipeline", "a score off", inside("entities", shift("score", 2e-4))),
                wrong("bert-embed-mean", "forward", "forward_batch", "a state off",
                        inside("last_hidden_state", shiftRow())),
                wrong("bert-embed-mean", "forward", "pipeline", "a token less", shorten("last_hidden_state")),
                wrong("bert-embed-mean", "embed", "embedding", "a value off", shift("embedding", 2e-4)),
                wrong("bert-embed-mean", "embed", "embedding", "a value less", shorten("embedding")),
                wrong("bert-embed-mean", "embed", "similarity", "a value off", shift("embedding", 1)),
                wrong("bert-embed-mean", "embed", "semantic_search", "a value off", shift("embedding", 1)),
                wrong("deberta-v2-nli", "zero-shot", "zero_shot", "worst first", reverse("labels")),
                wrong("deberta-v2-nli", "zero-shot", "zero_shot", "a label less", shorten("labels")),
                wrong("bert-reranker", "rerank", "rerank", "a logit off", shift("logits", 2e-4)),
                wrong("bert-reranker", "rerank", "rerank", "a score off", shift("scores", 2e-4)),
                wrong("bert-reranker", "rerank", "rerank", "worst first", reverse("rank")),
                wrong("bert-reranker", "rerank", "rerank", "not cut", lengthen("rank")));
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @MethodSource("wrongAnswers")
    void run_wrongAnswer(String name, String verb, String kind, String what, Consumer<ObjectNode> change) {
        Fixture fixture = TRIMMED.get(name);
        FakeCommand right = new FakeCommand(fixture);
        int[] changed = {0};
        GlossaCommand wrong = (args, in, out, err) -> print(out, right.answers(List.of(args), in), answer -> {
            JsonNode before = answer.deepCopy();
            if (args[0].equals(verb) && before.get("id").textValue().startsWith(kind + "/") && changed[0] == 0) {
                change.accept(answer);
                changed[0] = before.equals(answer) ? 0 : 1;
            }
        });

        Replay.Report report = Replay.run(fixture, wrong, AllowedSkips.NONE);

        assertThat(changed[0]).as("answers changed").isEqualTo(1);
        assertThat(report.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem).startsWith(name));
        assertThat(report.problems()).anySatisfy(problem -> assertThat(problem).contains(" " + kind + " "));
    }

    static List<Arguments> wrongOutput() {
        return List.of(
                arguments("a line missing", rewrite(lines -> lines.subList(0, lines.size() - 1))),
                arguments("a line too many", rewrite(lines -> Stream.concat(lines.stream(), Stream.of("{}")).toList())),
                arguments("an empty line", rewrite(lines -> Stream.concat(lines.stream(), Stream.of("")).toList())),
                arguments("another order", rewrite(lines -> {
                    List<String> swapped = new ArrayList<>(lines);
                    Collections.swap(swapped, 0, 1);
                    return swapped;
                })),
                arguments("not JSON", rewrite(lines -> lines.stream().map(line -> "> " + line).toList())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongOutput")
    void run_wrongOutput(String what, UnaryOperator<List<String>> change) {
        Fixture fixture = TRIMMED.get("electra-subj");
        FakeCommand right = new FakeCommand(fixture);

        Replay.Report report = Replay.run(fixture, (args, in, out, err) -> {
            List<String> lines = right.answers(List.of(args), in).stream().map(JsonNode::toString).toList();
            change.apply(lines).forEach(line -> out.print(line + "\n"));
            return 0;
        }, AllowedSkips.NONE);

        assertThat(report.problems()).isNotEmpty();
    }

    @Test
    void run_exitStatus() {
        Fixture fixture = TRIMMED.get("bert-uncased-sst2");
        FakeCommand right = new FakeCommand(fixture);

        List<String> always0 = Replay.run(fixture, (args, in, out, err) -> {
            right.run(args, in, out, err);
            return 0;
        }, AllowedSkips.NONE).problems();
        List<String> always1 = Replay.run(fixture, (args, in, out, err) -> {
            right.run(args, in, out, err);
            err.print("it broke");
            return 1;
        }, AllowedSkips.NONE).problems();

        assertThat(always0).singleElement().asString().contains("tokenize", "should be 1, is 0");
        assertThat(always1).hasSize(3).allSatisfy(problem ->
                assertThat(problem).contains("should be 0, is 1", "it broke"));
    }

    @Test
    void run_fp32InPlaceOfInt8() {
        Fixture fixture = TRIMMED.get("bert-uncased-sst2");
        FakeCommand right = new FakeCommand(fixture);

        Replay.Report report = Replay.run(fixture, (args, in, out, err) ->
                right.run(Stream.of(args).filter(arg -> !arg.equals("int8")).toArray(String[]::new), in, out, err),
                AllowedSkips.NONE);

        assertThat(report.problems()).singleElement().asString().contains("does --precision int8 take");
    }

    @Test
    void run_unknownKindOrTask() {
        Fixture known = TRIMMED.get("electra-subj");
        ObjectNode kind = Fixture.JSON.createObjectNode().put("id", 1).put("kind", "poem");
        ObjectNode task = Fixture.JSON.createObjectNode().put("id", 2).put("kind", "pipeline").put("task", "haiku");
        Fixture fixture = new Fixture("new", "test", known.directory(), known.facts(), List.of(kind, task));

        assertThat(Replay.run(fixture, new FakeCommand(fixture), AllowedSkips.NONE).problems()).containsExactly(
                "new poem 1: unknown kind poem", "new pipeline 2: unknown task \"haiku\"");
    }

    @Test
    void run_allowedSkip() {
        Fixture fixture = TRIMMED.get("electra-subj");
        int id = fixture.records().get(0).get("id").intValue();
        AllowedSkips skips = new AllowedSkips(Map.of(new AllowedSkips.Key("electra-subj", id), "shown here"));

        Replay.Report report = Replay.run(fixture, new FakeCommand(fixture), skips);

        assertThat(report.skipped()).isEqualTo(1);
        assertThat(report.toString()).contains("skipped 1");
    }

    private static int print(PrintStream out, List<ObjectNode> answers, Consumer<ObjectNode> change) {
        int status = 0;
        for (ObjectNode answer : answers) {
            status = answer.has("error") ? 1 : status;
            ObjectNode copy = answer.deepCopy();
            change.accept(copy);
            out.print(copy + "\n");
        }
        return status;
    }

    private static Arguments wrong(String fixture, String verb, String kind, String what, Consumer<ObjectNode> change) {
        return arguments(fixture, verb, kind, what, change);
    }

    private static UnaryOperator<List<String>> rewrite(UnaryOperator<List<String>> change) {
        return change;
    }

    private static Consumer<ObjectNode> remove(String field) {
        return answer -> answer.remove(field);
    }

    private static Consumer<ObjectNode> put(String field, Object value) {
        return answer -> answer.putPOJO(field, value);
    }

    private static Consumer<ObjectNode> error(String type) {
        return answer -> answer.putObject("error").put("type", type).put("message", "no");
    }

    private static Consumer<ObjectNode> set(String field, int place, Integer value) {
        return list(field, list -> list.set(place, Fixture.JSON.valueToTree(value)));
    }

    /** Changes a field of the first translation: a text, or the token at place 1. */
    private static Consumer<ObjectNode> change(String field, Object value) {
        return list("translations", all -> {
            ObjectNode first = (ObjectNode) all.get(0);
            if (value instanceof String text) {
                first.put(field, text);
            } else {
                ((ArrayNode) first.get(field)).set(1, Fixture.JSON.valueToTree(-7));
            }
        });
    }

    private static Consumer<ObjectNode> shorten(String field) {
        return list(field, list -> list.remove(list.size() - 1));
    }

    private static Consumer<ObjectNode> lengthen(String field) {
        return list(field, list -> list.add(list.get(list.size() - 1)));
    }

    private static Consumer<ObjectNode> reverse(String field) {
        return list(field, ReplayTest::reverse);
    }

    /** Moves a number, or the first of a list. */
    private static Consumer<ObjectNode> shift(String field, double by) {
        return answer -> {
            if (answer.get(field) instanceof ArrayNode list) {
                list.set(0, Fixture.JSON.valueToTree(list.get(0).doubleValue() + by));
            } else if (answer.has(field)) {
                answer.put(field, answer.get(field).doubleValue() + by);
            }
        };
    }

    /** Changes the first element of a list: an object as such, a list as the field {@code rows} of one. */
    private static Consumer<ObjectNode> inside(String field, Consumer<ObjectNode> change) {
        return list(field, list -> {
            if (list.get(0) instanceof ObjectNode object) {
                change.accept(object);
            } else {
                change.accept(Fixture.JSON.createObjectNode().set("rows", list.get(0)));
            }
        });
    }

    private static Consumer<ObjectNode> reverseRow() {
        return list("rows", rows -> reverse((ArrayNode) rows.get(0)));
    }

    private static Consumer<ObjectNode> dropRow() {
        return shorten("rows");
    }

    private static Consumer<ObjectNode> shiftRow() {
        return list("rows", rows -> {
            ArrayNode row = rows.get(0).deepCopy();
            row.set(0, Fixture.JSON.valueToTree(row.get(0).doubleValue() + 1));
            rows.set(0, row);
        });
    }

    private static Consumer<ObjectNode> list(String field, Consumer<ArrayNode> change) {
        return answer -> {
            if (answer.get(field) instanceof ArrayNode list && !list.isEmpty()) {
                change.accept(list);
            }
        };
    }

    private static void reverse(ArrayNode list) {
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        Collections.reverse(items);
        list.removeAll();
        list.addAll(items);
    }
}
