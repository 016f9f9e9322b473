package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.parity.Compare.Scored;
import io.glossa.cli.parity.Question.Call;
import java.util.ArrayList;
import java.util.List;

/** {@code embedding}, and what is computed from embeddings: {@code similarity} and {@code semantic_search}. */
final class EmbeddingRecords {
    private EmbeddingRecords() {}

    /** One text, with a named prompt or none. */
    static Plan embedding(ObjectNode record) {
        return Plan.of(Question.of(Call.EMBED, record, "", "text", "prompt_name"), (answer, problems) ->
                Compare.numbers(problems, "embedding", record.get("embedding"), answer.path("embedding"),
                        Compare.TOLERANCE));
    }

    /** Cosines of each text of one list with each of another. */
    static Plan similarity(ObjectNode record) {
        List<Question> questions = new ArrayList<>();
        ask(record, record.get("texts_a"), "a", questions);
        ask(record, record.get("texts_b"), "b", questions);
        return new Plan(questions, (answers, problems) -> {
            if (!record.get("metric").asText().equals("cosine")) {
                problems.add("unknown metric " + record.get("metric"));
            }
            int rows = record.get("texts_a").size();
            for (int a = 0; a < rows; a++) {
                for (int b = 0; b < record.get("texts_b").size(); b++) {
                    Compare.near(problems, "cosine of " + a + " and " + b,
                            record.get("result").get(a).get(b).doubleValue(),
                            cosine(answers.get(a), answers.get(rows + b)), Compare.TOLERANCE);
                }
            }
        });
    }

    /** The documents nearest to a query. */
    static Plan semanticSearch(ObjectNode record) {
        List<Question> questions = new ArrayList<>();
        questions.add(Question.of(Call.EMBED, record, "query").with("text", record.get("query")));
        ask(record, record.get("docs"), "doc", questions);
        return new Plan(questions, (answers, problems) -> {
            List<Double> scores = new ArrayList<>();
            for (ObjectNode document : answers.subList(1, answers.size())) {
                scores.add(cosine(answers.get(0), document));
            }
            Compare.ranking(problems, "search", Scored.list(record.get("result"), "index"),
                    Scored.ranked(scores), true);
        });
    }

    private static void ask(ObjectNode record, JsonNode texts, String part, List<Question> questions) {
        for (int i = 0; i < texts.size(); i++) {
            questions.add(Question.of(Call.EMBED, record, part + i).with("text", texts.get(i)));
        }
    }

    private static double cosine(ObjectNode left, ObjectNode right) {
        JsonNode a = left.path("embedding");
        JsonNode b = right.path("embedding");
        double dot = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            double x = Compare.number(a.path(i));
            double y = Compare.number(b.path(i));
            dot += x * y;
            squareA += x * x;
            squareB += y * y;
        }
        return dot / Math.sqrt(squareA * squareB);
    }
}
