package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.parity.Compare.Scored;
import io.glossa.cli.parity.Question.Call;
import java.util.ArrayList;
import java.util.List;

/** Documents scored against a query, once with the recorded {@code top_k} and once without: then all are ranked. */
final class RerankRecords {
    private RerankRecords() {}

    static Plan rerank(ObjectNode record) {
        ObjectNode options = Fixture.JSON.createObjectNode();
        options.set("top_k", record.get("rank_top_k"));
        Question best = Question.of(Call.RERANK, record, "best", "query", "docs").with("options", options);
        Question all = Question.of(Call.RERANK, record, "all", "query", "docs");
        List<Double> scores = new ArrayList<>();
        record.get("scores").forEach(score -> scores.add(score.doubleValue()));
        return new Plan(List.of(best, all), (answers, problems) -> {
            compare(record, Scored.list(record.get("rank"), "index"), answers.get(0), problems.at("best"));
            compare(record, Scored.ranked(scores), answers.get(1), problems.at("all"));
        });
    }

    private static void compare(ObjectNode record, List<Scored> rank, JsonNode answer, Problems problems) {
        for (String field : List.of("logits", "scores")) {
            Compare.numbers(problems, field, record.get(field), answer.path(field), Compare.TOLERANCE);
        }
        Compare.ranking(problems, "rank", rank, Scored.list(answer.path("rank"), "index"), false);
    }
}
