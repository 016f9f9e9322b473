package io.glossa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fields of jsonl results are the ones on record in {@code docs/api/json.txt}: path, kinds of value, and "sometimes" for
 * one that not every good result has. Found by running every verb on the fixtures.
 */
class JsonListingTest {
    /** Objects whose names are data: labels, graph operator domains. */
    private static final Set<String> KEYED_BY_DATA = Set.of("per_label", "label_counts", "thresholds", "opsets");
    private static final String TEXTS = "{\"id\": 1, \"text\": \"a b c\"}\n{\"text\": \"\"}\n{\"text\": \"a b\", \"text_pair\": \"c d\"}\n";
    private static final String SINGLES = "{\"id\": 1, \"text\": \"a b c\"}\n{\"text\": \"\"}\n";
    private static final String BATCH = "{\"texts\": [\"a b\", \"c\"]}\n";

    @TempDir
    Path folder;

    private final Map<String, List<JsonNode>> results = new LinkedHashMap<>();

    @Test
    void fields_areTheOnesOnRecord() throws IOException {
        collect();
        List<String> lines = new ArrayList<>();
        results.forEach((heading, objects) -> {
            Map<String, Set<String>> kinds = new TreeMap<>();
            Map<String, Integer> holders = new TreeMap<>();
            Map<String, Integer> counts = new TreeMap<>();
            objects.forEach(object -> walk("", object, kinds, holders, counts));
            lines.add(heading);
            kinds.forEach((path, types) -> lines.add("    " + path + " " + String.join("|", types)
                    + (!path.endsWith("[]") && counts.get(path) < holders.get(parent(path)) ? ", sometimes" : "")));
        });
        Listing.check("json.txt", "Fields of the objects that --format json and jsonl print.", lines);
    }

    private void collect() throws IOException {
        run("tokenize", Cli.fixture("bert-uncased-sst2"), TEXTS);
        run("tokenize", Cli.fixture("roberta-sentiment"), TEXTS);
        add("tokenize", Cli.run("tokenize", "--max-length", "4", "--length", "truncate", "--format", "jsonl", "a b c d e f"));
        add("tokenize with a stride", Cli.run("tokenize", "--model", Cli.fixture("bert-uncased-sst2"), "--stride", "1", "--max-length", "5",
                "--format", "jsonl", "a b c d e f g"));
        add("tokenize with texts", Cli.runWith(BATCH, args("tokenize", Cli.fixture("bert-uncased-sst2"))));
        run("forward, classifier", Cli.fixture("bert-uncased-sst2"), TEXTS);
        run("forward, token classifier", Cli.fixture("bert-ner"), SINGLES);
        run("forward, encoder", Cli.fixture("bert-embed-mean"), SINGLES);
        run("classify", Cli.fixture("bert-uncased-sst2"), TEXTS);
        run("classify", Cli.fixture("bert-multilabel"), TEXTS);
        run("classify --raw", Cli.fixture("bert-regression"), TEXTS);
        add("classify with texts", Cli.runWith(BATCH, args("classify", Cli.fixture("bert-uncased-sst2"))));
        run("sentiment", Cli.fixture("bert-cased-stars"), SINGLES);
        add("zero-shot", Cli.run("zero-shot", "--model", Cli.fixture("roberta-nli"), "--labels", "a,b", "--format", "jsonl", "c d"));
        run("ner", Cli.fixture("bert-ner"), "{\"text\": \"Anna met Paul Smith in Paris and Berlin\"}\n" + SINGLES);
        run("embed", Cli.fixture("bert-embed-mean"), SINGLES);
        add("rerank", Cli.run("rerank", "--model", Cli.fixture("bert-reranker"), "--query", "a", "--format", "jsonl", "b", "c"));
        add("rerank with docs", Cli.runWith("{\"query\": \"a\", \"docs\": [\"b\", \"c\"]}\n", args("rerank", Cli.fixture("bert-reranker"))));
        evaluate();
        dataCheck();
        add("models list", Cli.run("models", "list", "--format", "jsonl"));
        for (String model : List.of("base-en", "sentiment-en", Cli.head(folder.resolve("head")), Cli.fixture("bert-multilabel"), Cli.fixture("bert-embed-mean"))) {
            add("models show", Cli.run("models", "show", "--format", "jsonl", model));
        }
        add("models verify", Cli.run("models", "verify", "--format", "jsonl", "sentiment-en"));
        Path damaged = Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(damaged.resolve("config.json"), "{");
        add("models verify", Cli.run("models", "verify", "--format", "jsonl", damaged.toString()));
        add("any verb, a line that failed", Cli.runWith("{\"id\": 1}\n{}\n", args("classify", Cli.fixture("bert-uncased-sst2"))));
        add("any verb, --keep-input", Cli.runWith("{\"text\": \"a\", \"mine\": 1}\n",
                args("tokenize --keep-input", Cli.fixture("bert-uncased-sst2"))));
    }

    private void evaluate() throws IOException {
        Path single = Files.writeString(folder.resolve("single.tsv"), "text\tlabel\na\tNEGATIVE\nb\tPOSITIVE\n");
        add("evaluate", Cli.run("evaluate", "--model", Cli.fixture("bert-uncased-sst2"), "--data", single.toString(), "--format", "jsonl"));
        add("evaluate --compare --slice --errors", Cli.run("evaluate", "--model", Cli.fixture("bert-uncased-sst2"), "--compare",
                Cli.fixture("distilbert-sst2"), "--slice", "length", "--errors", "9", "--show-texts", "--data", wrong("").toString(),
                "--format", "jsonl"));
        add("evaluate --out-of-scope --fit", Cli.run("evaluate", "--model", Cli.fixture("bert-uncased-sst2"), "--out-of-scope", "other",
                "--reject-below", "0.7", "--fit", "--data", wrong("d\t\tother\n").toString(), "--format", "jsonl"));
        Path several = Files.writeString(folder.resolve("several.tsv"), "text\tlabel\na\tjoy|love\nb\tanger\n");
        add("evaluate", Cli.run("evaluate", "--model", Cli.fixture("bert-multilabel"), "--data", several.toString(), "--label-separator", "|",
                "--fit", "--format", "jsonl"));
        Path numbers = Files.writeString(folder.resolve("numbers.tsv"), "text\tlabel\na\t1\nb\t2\nc d\t3\n");
        add("evaluate, regression", Cli.run("evaluate", "--model", Cli.fixture("bert-regression"), "--slice", "length", "--errors", "2",
                "--data", numbers.toString(), "--format", "jsonl"));
    }

    /** Every text with both labels, so that there are errors whatever the model says. */
    private Path wrong(String more) throws IOException {
        return Files.writeString(folder.resolve("wrong.tsv"), "text\ttext_pair\tlabel\na\t\tNEGATIVE\na\t\tPOSITIVE\n"
                + "b\tc\tNEGATIVE\nb\tc\tPOSITIVE\n" + more);
    }

    private void dataCheck() throws IOException {
        StringBuilder rows = new StringBuilder("text\tlabel\ttext_pair\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i % 2 == 0 ? "lovely food " : "awful service ").append(Integer.toString(i * i * 7919 + 1, 36)).append('\t')
                    .append(i % 2 == 0 == (i != 20) ? "good" : "bad").append("\tsecond\n");
        }
        String train = Files.writeString(folder.resolve("check.tsv"), rows + "broken\n").toString();
        String values = Files.writeString(folder.resolve("values.tsv"), "text\tvalue\na\t1\nb\t2\n\u0020\t3\n").toString();
        add("data check", Cli.run("data", "check", "--train", train, "--dev", train, "--skip-bad-rows", "--format", "jsonl"));
        add("data check", Cli.run("data", "check", "--train", values, "--format", "jsonl"));
        add("data check --show-texts", Cli.run("data", "check", "--train", train, "--skip-bad-rows", "--show-texts", "--format", "jsonl"));
    }

    private void run(String heading, String model, String lines) {
        Cli.Result result = Cli.runWith(lines, args(heading.replaceAll(",.*", ""), model));
        assertThat(result.status()).as(heading + ": " + result.err() + result.out()).isZero();
        add(heading, result);
    }

    private static String[] args(String verb, String model) {
        return (verb + " --format jsonl --input-format jsonl --input - --model " + model).split(" ");
    }

    private void add(String heading, Cli.Result result) {
        List<JsonNode> objects = result.jsonl();
        assertThat(objects).as(heading + ": " + result.err()).isNotEmpty();
        assertThat(objects.stream().anyMatch(object -> object.has("error")))
                .as("%s: %s", heading, result.out()).isEqualTo(heading.endsWith("failed"));
        results.computeIfAbsent(heading, key -> new ArrayList<>()).addAll(objects);
    }

    /** Notes below each path which kinds of value it has, how many objects could have it, and how many have. */
    private static void walk(String path, JsonNode node, Map<String, Set<String>> kinds, Map<String, Integer> holders,
            Map<String, Integer> counts) {
        if (node.isObject() && !path.equals("input")) {
            holders.merge(path, 1, Integer::sum);
            boolean data = KEYED_BY_DATA.contains(path.substring(path.lastIndexOf('.') + 1));
            Set<String> seen = new TreeSet<>();
            node.fields().forEachRemaining(field -> {
                String below = (path.isEmpty() ? "" : path + ".") + (data ? "*" : field.getKey());
                if (seen.add(below)) {
                    counts.merge(below, 1, Integer::sum);
                }
                note(below, field.getValue(), kinds, holders, counts);
            });
        } else if (node.isArray()) {
            node.forEach(element -> note(path + "[]", element, kinds, holders, counts));
        }
    }

    private static void note(String path, JsonNode value, Map<String, Set<String>> kinds, Map<String, Integer> holders,
            Map<String, Integer> counts) {
        String kind = path.equals("id") ? "any" : value.isObject() ? "object" : value.isArray() ? "list"
                : value.isIntegralNumber() ? "integer" : value.isNumber() ? "number" : value.isTextual() ? "string"
                : value.isBoolean() ? "boolean" : "null";
        kinds.computeIfAbsent(path, key -> new TreeSet<>()).add(kind);
        walk(path, value, kinds, holders, counts);
    }

    /** The object that a path's last name stands in. */
    private static String parent(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }
}
