package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.parity.Question.Call;
import java.util.ArrayList;
import java.util.List;

/** Models that write texts: {@code encode_target}, {@code seq2seq_steps}, {@code generate}, {@code generate_batch} and their pipeline. */
final class WriterRecords {
    /** Scores are sums over the tokens. */
    private static final double SCORE_TOLERANCE = 1e-3;
    private static final List<String> TARGET_FIELDS = List.of("labels", "tokens", "decoded", "decoded_skip_special");

    private final int padding;

    /** @param padding the id that fills recorded sequences up */
    WriterRecords(int padding) {
        this.padding = padding;
    }

    /** A translation as the labels of training. */
    Plan target(ObjectNode record) {
        return Plan.of(Question.of(Call.TOKENIZE_TARGET, record, "", "text", "src_lang", "tgt_lang", "options"), (answer, problems) ->
                TARGET_FIELDS.stream().filter(record::has)
                        .forEach(field -> Compare.exact(problems, field, record.get(field), answer)));
    }

    /** Given tokens, one after the other. */
    Plan steps(ObjectNode record) {
        return Plan.of(Question.of(Call.FORWARD, record, "", "input_ids", "decoder_input_ids"), (answer, problems) -> {
            for (String field : List.of("encoder_first_token", "encoder_last_token", "logits_step0")) {
                Compare.numbers(problems, field, record.get(field), answer.path(field), Compare.TOLERANCE);
            }
            Compare.numbers(problems, "logits_top8", record.get("logits_top8"), answer.path("logits_top8"), Compare.TOLERANCE);
        });
    }

    /** One text, and the same as the ids that were recorded. */
    Plan single(ObjectNode record) {
        ObjectNode options = options(record);
        Question text = Question.of(Call.TRANSLATE, record, "text", "text", "src_lang", "tgt_lang").with("options", options);
        Question ids = Question.of(Call.TRANSLATE, record, "ids", "input_ids", "src_lang", "tgt_lang").with("options", options);
        return new Plan(List.of(text, ids), (answers, problems) -> {
            for (int i = 0; i < answers.size(); i++) {
                compare(record, record.get("output_ids"), record.get("output_texts"), record.path("sequences_scores"),
                        answers.get(i).path("translations"), problems.at(i == 0 ? "text" : "input_ids"));
            }
        });
    }

    /** Several texts in one line. */
    Plan batch(ObjectNode record) {
        Question question = Question.of(Call.TRANSLATE, record, "", "texts", "src_lang", "tgt_lang").with("options", options(record));
        return Plan.of(question, (answer, problems) -> {
            JsonNode all = answer.path("translations");
            int texts = record.get("texts").size();
            if (all.size() != texts) {
                problems.add("translations should hold " + texts + " texts, holds " + all.size());
                return;
            }
            int each = record.get("output_ids").size() / texts;
            for (int i = 0; i < texts; i++) {
                compare(record, slice(record.get("output_ids"), i * each, each), slice(record.get("output_texts"), i * each, each),
                        slice(record.path("sequences_scores"), i * each, each), all.get(i), problems.at("text " + i));
            }
        });
    }

    /** The pipeline, which prefers beams of its own to the model's. */
    static Plan pipeline(ObjectNode record) {
        String task = record.get("task").textValue();
        ObjectNode options = ((ObjectNode) record.get("options").deepCopy()).without(List.of("src_lang", "tgt_lang"));
        options.put("truncation", true);
        if (record.has("effective_num_beams")) {
            options.set("num_beams", record.get("effective_num_beams"));
            boolean counted = record.hasNonNull("effective_max_new_tokens");
            options.set(counted ? "max_new_tokens" : "max_length", record.get(counted ? "effective_max_new_tokens" : "effective_max_length"));
        }
        Question question = Question.of(Call.TRANSLATE, record, "", "text").with("options", options);
        for (String language : List.of("src_lang", "tgt_lang")) {
            if (record.get("options").has(language)) {
                question = question.with(language, record.get("options").get(language));
            }
        }
        if (task.startsWith("translation_")) {
            String[] words = task.split("_");
            question = question.with("src_lang", options.textNode(words[1])).with("tgt_lang", options.textNode(words[3]));
        }
        return Plan.of(question, (answer, problems) -> {
            JsonNode expected = record.get("result");
            for (int i = 0; i < expected.size(); i++) {
                Compare.exact(problems, "text", expected.get(i).get("translation_text"), answer.path("translations").path(i));
            }
        });
    }

    private static ObjectNode options(ObjectNode record) {
        ObjectNode options = record.get("options").deepCopy();
        options.put("truncation", true);
        if (record.has("forced_bos_token_id")) {
            options.set("forced_bos_token_id", record.get("forced_bos_token_id"));
        }
        return options;
    }

    private static ArrayNode slice(JsonNode list, int from, int count) {
        ArrayNode slice = Fixture.JSON.createArrayNode();
        for (int i = from; i < from + count && i < list.size(); i++) {
            slice.add(list.get(i));
        }
        return slice;
    }

    private void compare(ObjectNode record, JsonNode ids, JsonNode texts, JsonNode scores, JsonNode found, Problems problems) {
        if (found.size() != ids.size()) {
            problems.add("translations should hold " + ids.size() + ", holds " + found.size());
            return;
        }
        for (int i = 0; i < ids.size(); i++) {
            Problems here = problems.at("translations[" + i + "]");
            List<Integer> written = new ArrayList<>();
            found.get(i).path("token_ids").forEach(id -> written.add(id.intValue()));
            List<Integer> expected = new ArrayList<>();
            ids.get(i).forEach(id -> expected.add(id.intValue()));
            boolean same = expected.size() >= written.size() && expected.subList(0, written.size()).equals(written);
            // Beam search of the reference fills with the end of the text where the id of the padding is 0.
            for (int rest : same ? expected.subList(written.size(), expected.size()) : List.<Integer>of()) {
                same &= rest == padding || padding == 0 && rest == written.get(written.size() - 1);
            }
            if (!same) {
                here.add("token_ids should be " + expected + ", are " + written);
            }
            Compare.exact(here, "text", texts.get(i), found.get(i));
            if (scores.has(i)) {
                Compare.near(here, "score", scores.get(i).doubleValue(), Compare.number(found.get(i).path("score")), SCORE_TOLERANCE);
            }
        }
    }
}
