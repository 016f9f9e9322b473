package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.parity.Question.Call;
import java.util.List;

/** Token ids and what comes with them: {@code encode}, {@code encode_error}, {@code encode_batch}, {@code windows}. */
final class TokenizeRecords {
    private static final List<String> FIELDS = List.of("input_ids", "attention_mask", "tokens", "special_tokens_mask",
            "sequence_ids", "decoded", "decoded_skip_special");

    private TokenizeRecords() {}

    /** A text, a pair or a padded batch. */
    static Plan encoding(ObjectNode record) {
        return Plan.of(question(record), (answer, problems) -> compare(record, answer, problems));
    }

    /** An input that cannot be cut to the length asked for. */
    static Plan error(ObjectNode record) {
        return Plan.of(question(record).failing(), (answer, problems) -> {
            JsonNode error = answer.path("error");
            if (!error.path("type").asText().equals("InvalidInputException")) {
                problems.add("error.type should be InvalidInputException, is " + error.path("type"));
            }
            if (error.path("message").asText().isBlank()) {
                problems.add("error.message should say what is wrong, is empty");
            }
        });
    }

    /** A long text as overlapping windows. */
    static Plan windows(ObjectNode record) {
        return Plan.of(question(record), (answer, problems) -> {
            JsonNode expected = utf16Windows(record);
            JsonNode actual = answer.path("windows");
            if (!actual.isArray() || actual.size() != expected.size()) {
                problems.add("windows should be a list of " + expected.size() + ", has " + actual.size());
                return;
            }
            for (int i = 0; i < expected.size(); i++) {
                compare(expected.get(i), actual.get(i), problems.at("windows[" + i + "]"));
            }
        });
    }

    /** The line that asks for the encoding of a record's input. */
    static Question question(ObjectNode record) {
        return Question.of(Call.TOKENIZE, record, "", "text", "text_pair", "texts", "options", "src_lang", "tgt_lang");
    }

    /** Compares every field of an encoding that was recorded, and that no token types are made up. */
    static void compare(JsonNode recorded, JsonNode answer, Problems problems) {
        for (String field : FIELDS) {
            if (recorded.has(field)) {
                Compare.exact(problems, field, recorded.get(field), answer);
            }
        }
        if (recorded.has("token_type_ids")) {
            Compare.exact(problems, "token_type_ids", recorded.get("token_type_ids"), answer);
        } else {
            Compare.absent(problems, "token_type_ids", answer);
        }
        if (recorded.has("offsets")) {
            Compare.exact(problems, "offsets", utf16Offsets(recorded), answer);
        }
    }

    /** The recorded windows with offsets in UTF-16 units: they are recorded in code points alone. */
    static ArrayNode utf16Windows(JsonNode record) {
        ArrayNode windows = record.get("windows").deepCopy();
        for (JsonNode window : windows) {
            ArrayNode offsets = (ArrayNode) window.get("offsets");
            for (int i = 0; i < offsets.size(); i++) {
                boolean second = window.has("sequence_ids") && window.get("sequence_ids").get(i).asInt() == 1;
                String text = record.get(second ? "text_pair" : "text").textValue();
                JsonNode span = offsets.get(i);
                offsets.set(i, offsets.arrayNode()
                        .add(text.offsetByCodePoints(0, span.get(0).intValue()))
                        .add(text.offsetByCodePoints(0, span.get(1).intValue())));
            }
        }
        return windows;
    }

    /** Offsets in UTF-16 units: recorded apart only where they differ from code points. */
    static JsonNode utf16Offsets(JsonNode recorded) {
        return recorded.has("offsets_utf16") ? recorded.get("offsets_utf16") : recorded.get("offsets");
    }
}
