package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON lines: order, ids, options, errors in their place. */
class JsonLinesTest {
    private static final String STARS = Cli.fixture("bert-cased-stars");

    private static Cli.Result classify(String in, String... more) {
        List<String> args = new ArrayList<>(List.of("classify", "--model", STARS, "--format", "jsonl", "--input", "-",
                "--input-format", "jsonl"));
        args.addAll(List.of(more));
        return Cli.runWith(in, args.toArray(String[]::new));
    }

    @Test
    void lines_mixedWithErrors_keepOrderAndIds() {
        Cli.Result result = classify("""
                {"id": 7, "text": "one"}
                {"id": "b", "text": 5}
                not json canary
                {"id": [1], "texts": ["one", "two"]}
                {"text": "lone \\ud83d canary"}
                {"id": null, "text": "one", "options": {"top_k": 1}}
                """);
        assertThat(result.status()).isEqualTo(1);
        List<JsonNode> lines = result.jsonl();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0).get("id").asInt()).isEqualTo(7);
        assertThat(lines.get(0).get("labels")).hasSize(5);
        assertThat(lines.get(0).get("tokens").isInt()).isTrue();
        assertThat(lines.get(1).get("id").asText()).isEqualTo("b");
        assertThat(lines.get(1).get("error").get("type").asText()).isEqualTo("InvalidInputException");
        assertThat(lines.get(1).get("error").get("message").asText()).contains("expected a string, found a number");
        assertThat(lines.get(2).get("error").get("message").asText()).contains("line 3");
        assertThat(lines.get(3).get("labels")).hasSize(2);
        assertThat(lines.get(3).get("truncated")).hasSize(2);
        assertThat(lines.get(3).get("labels").get(0)).isEqualTo(lines.get(0).get("labels"));
        assertThat(lines.get(4).get("error").get("message").asText()).contains("surrogate");
        assertThat(lines.get(5).get("labels")).hasSize(1);
        assertThat(result.out() + result.err()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"text\": \"a\", \"colour\": 1}",
        "{\"text\": \"a\", \"options\": {\"num_beams\": 2}}",
        "{\"text\": \"a\", \"options\": {\"top_k\": \"all\"}}",
        "{\"text\": \"a\", \"options\": {\"top_k\": 0}}",
        "{\"text\": \"a\", \"options\": {\"truncation\": \"sideways\"}}",
        "{\"text\": \"a\", \"options\": {\"max_length\": 1.5}}",
        "{\"text\": \"a\", \"options\": []}",
        "{\"text\": \"a\", \"texts\": [\"b\"]}",
        "{\"texts\": \"b\"}",
        "{}",
        "[]",
        "{\"text\": null}"
    })
    void line_withUnknownOrWrong_isAnError(String line) {
        Cli.Result result = classify(line + "\n{\"text\": \"fine\"}\n");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.jsonl().get(0).get("error").get("message").asText()).contains("expected");
        assertThat(result.jsonl().get(1).has("labels")).isTrue();
    }

    @Test
    void keepInput_letsUnknownThroughAndRepeatsIt() {
        Cli.Result result = classify("{\"text\": \"a\", \"colour\": 1, \"options\": {\"num_beams\": 2}}\n", "--keep-input");
        assertThat(result.status()).isZero();
        assertThat(result.json().get("input").get("colour").asInt()).isEqualTo(1);
        assertThat(result.json().get("labels")).hasSize(5);
    }

    @Test
    void onErrorStop_endsAtOnceWithOneLine() {
        Cli.Result result = classify("{\"text\": 5}\n{\"text\": \"a\"}\n", "--on-error", "stop");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("glossa: ").hasLineCount(1);
    }

    @Test
    void onErrorStop_resultsBeforeStand_andTheLineIsNamed() {
        Cli.Result result = classify("{\"text\": \"a\"}\n{\"text\": \"b\", \"options\": {\"max_length\": 1}}\n{\"text\": 5}\n",
                "--on-error", "stop");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.jsonl()).hasSize(1);
        assertThat(result.err()).startsWith("glossa: line 2: ").hasLineCount(1);
    }

    @Test
    void tsv_errorsFirst_columnsAreThoseOfTheResults() {
        String in = "{\"id\": 1, \"text\": 5}\n{\"id\": 2, \"text\": \"a\"}\n";
        List<String> lines = Cli.runWith(in, "classify", "--model", STARS, "--format", "tsv", "--input", "-").out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo("id\tlabels\ttokens\ttruncated\tunknown_ratio");
        assertThat(lines.get(1)).startsWith("1\t").contains("expected a string");
        assertThat(lines.get(2)).startsWith("2\t[{");
        assertThat(Cli.runWith("{\"text\": 5}\n", "classify", "--model", STARS, "--format", "tsv", "--input", "-").out().lines())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classify --model bert-cased-stars", "sentiment --model bert-cased-stars", "ner --model bert-ner",
        "zero-shot --model roberta-nli --labels a,b", "embed --model bert-embed-mean", "forward --model bert-ner",
        "tokenize --model bert-ner", "rerank --model bert-reranker --query q"})
    void texts_forPeople_aLineEach(String verb) {
        String[] args = (verb.replaceFirst("--model (\\S+)", "--model " + Cli.fixture("$1").replace("\\", "/")) + " --input -").split(" ");
        Cli.Result batch = Cli.runWith("{\"texts\": [\"one\", \"two\"]}\n{\"texts\": []}\n", args);
        assertThat(batch.status()).as(batch.err()).isZero();
        String each = Cli.runWith("{\"text\": \"one\"}\n{\"text\": \"two\"}\n", args).out();
        assertThat(batch.out()).isEqualTo(each + "(no texts)\n");
    }

    @Test
    void options_ofALine_winOverTheCommandLine() {
        String text = "one two three four five six seven eight nine ten";
        List<JsonNode> lines = classify("{\"text\": \"" + text + "\"}\n{\"text\": \"" + text + "\", \"options\": {\"max_length\": 5}}\n"
                        + "{\"text\": \"" + text + "\", \"options\": {\"truncation\": false}}\n", "--max-length", "4").jsonl();
        assertThat(lines.get(0).get("tokens").asInt()).isEqualTo(4);
        assertThat(lines.get(0).get("truncated").asBoolean()).isTrue();
        assertThat(lines.get(1).get("tokens").asInt()).isEqualTo(5);
        assertThat(lines.get(2).get("error").get("message").asText()).contains("expected at most 4 tokens");
    }

    @Test
    void formats_sameNumbers() {
        String in = "{\"id\": \"x\", \"text\": \"one\"}\n{\"id\": \"y\", \"text\": \"two\"}\n";
        JsonNode list = Cli.runWith(in, "classify", "--model", STARS, "--format", "json", "--input", "-").json();
        List<JsonNode> lines = classify(in).jsonl();
        assertThat(list).hasSize(2);
        assertThat(list.get(0)).isEqualTo(lines.get(0));
        String tsv = Cli.runWith(in, "classify", "--model", STARS, "--format", "tsv", "--input", "-").out();
        assertThat(tsv.lines().findFirst()).contains("id\tlabels\ttokens\ttruncated\tunknown_ratio");
        assertThat(tsv.lines().skip(1).findFirst().orElseThrow()).startsWith("x\t").contains(lines.get(0).get("labels").toString());
        assertThat(Cli.runWith("", "classify", "--model", STARS, "--format", "json", "--input", "-").json()).isEmpty();
        assertThat(Cli.runWith("", "classify", "--model", STARS, "--format", "jsonl", "--input", "-").out()).isEmpty();
    }

    @Test
    void manyLines_moreThanAChunk_inOrder() {
        StringBuilder in = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            in.append("{\"id\": ").append(i).append(", \"text\": \"text number ").append(i % 10).append("\"}\n");
        }
        List<JsonNode> lines = classify(in.toString()).jsonl();
        assertThat(lines).hasSize(700);
        for (int i = 0; i < 700; i++) {
            assertThat(lines.get(i).get("id").asInt()).isEqualTo(i);
            assertThat(lines.get(i).get("tokens")).isEqualTo(lines.get(i % 10).get("tokens"));
        }
    }
}
