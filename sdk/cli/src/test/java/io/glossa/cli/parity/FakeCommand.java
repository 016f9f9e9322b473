package io.glossa.cli.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.cli.parity.Compare.Scored;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command line that answers with what was recorded, in the shape the contract asks for: right by definition. */
final class FakeCommand implements GlossaCommand {
    private final Map<String, ObjectNode> records = new HashMap<>();
    private final Map<String, JsonNode> embeddings = new HashMap<>();

    FakeCommand(Fixture fixture) {
        for (ObjectNode record : fixture.records()) {
            records.put(record.get("kind").textValue() + "/" + record.get("id"), record);
            if (record.has("embedding") && !record.has("prompt_name")) {
                embeddings.put(record.get("text").textValue(), record.get("embedding"));
            }
        }
    }

    @Override
    public int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        int status = 0;
        for (ObjectNode answer : answers(List.of(args), in)) {
            status = answer.has("error") ? 1 : status;
            out.print(answer + "\n");
        }
        return status;
    }

    /** The answers before they are printed. */
    List<ObjectNode> answers(List<String> args, InputStream in) {
        boolean int8 = args.contains("int8");
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().map(line -> {
            ObjectNode question = parse(line);
            String id = question.get("id").textValue();
            String[] parts = id.split("/");
            ObjectNode answer = Fixture.JSON.createObjectNode();
            answer.put("id", id);
            fill(args.get(0), int8, records.get(parts[0] + "/" + parts[1]), question, answer);
            return answer;
        }).toList();
    }

    private void fill(String verb, boolean int8, ObjectNode record, ObjectNode question, ObjectNode answer) {
        switch (verb) {
            case "tokenize" -> tokenize(record, answer);
            case "forward" -> forward(record, int8, answer);
            case "classify" -> answer.set("labels", record.get("result"));
            case "ner" -> entities(record, answer);
            case "translate" -> translate(record, answer);
            case "zero-shot" -> zeroShot(record.get("result"), answer);
            case "embed" -> answer.set("embedding", record.has("embedding")
                    ? record.get("embedding") : embeddings.get(question.get("text").textValue()));
            case "rerank" -> rerank(record, question, answer);
            default -> throw new IllegalArgumentException(verb);
        }
    }

    private static void tokenize(ObjectNode record, ObjectNode answer) {
        if (record.has("error")) {
            answer.putObject("error").put("type", "InvalidInputException").put("message", "too short to cut");
        } else if (record.has("windows")) {
            ArrayNode windows = answer.putArray("windows");
            TokenizeRecords.utf16Windows(record).forEach(window -> encoding((ObjectNode) window, windows.addObject()));
        } else {
            encoding(record, answer);
        }
    }

    private static void encoding(ObjectNode record, ObjectNode answer) {
        for (String field : List.of("input_ids", "attention_mask", "token_type_ids", "tokens", "special_tokens_mask",
                "sequence_ids", "decoded", "decoded_skip_special", "labels")) {
            if (record.has(field)) {
                answer.set(field, record.get(field));
            }
        }
        if (record.has("offsets")) {
            answer.set("offsets", record.has("offsets_utf16") ? record.get("offsets_utf16") : record.get("offsets"));
        }
    }

    private static void forward(ObjectNode record, boolean int8, ObjectNode answer) {
        if (int8) {
            answer.set("logits", record.get("logits_quantized"));
        } else if (record.has("logits")) {
            answer.set("logits", record.get("logits"));
        } else if (record.has("logits_top8")) {
            for (String field : List.of("encoder_first_token", "encoder_last_token", "logits_top8", "logits_step0")) {
                answer.set(field, record.get(field));
            }
        } else if (record.has("result")) {
            answer.set("last_hidden_state", record.get("result"));
        } else if (record.has("first_token")) {
            ArrayNode states = answer.putArray("last_hidden_state");
            for (int text = 0; text < record.get("first_token").size(); text++) {
                ArrayNode rows = states.addArray();
                for (JsonNode mask : record.get("attention_mask").get(text)) {
                    if (mask.intValue() == 1) {
                        rows.add(record.get("first_token").get(text));
                    }
                }
            }
        } else {
            oneHot(record.get("logits_argmax_masked"), answer.putArray("logits"));
        }
    }

    private static void oneHot(JsonNode labels, ArrayNode logits) {
        for (JsonNode text : labels) {
            ArrayNode rows = logits.addArray();
            for (JsonNode label : text) {
                if (label.intValue() >= 0) {
                    double[] row = new double[20];
                    row[label.intValue()] = 1;
                    ArrayNode values = rows.addArray();
                    Arrays.stream(row).forEach(values::add);
                }
            }
        }
    }

    /** Sequences as they were recorded, filled up or not; those of several texts apart. */
    private static void translate(ObjectNode record, ObjectNode answer) {
        ArrayNode all = answer.putArray("translations");
        if (record.has("result")) {
            record.get("result").forEach(each -> all.addObject().set("text", each.get("translation_text")));
            return;
        }
        int count = record.get("output_ids").size();
        int texts = record.has("texts") ? record.get("texts").size() : 1;
        for (int text = 0; text < texts; text++) {
            ArrayNode own = record.has("texts") ? all.addArray() : all;
            for (int i = text * count / texts; i < (text + 1) * count / texts; i++) {
                ObjectNode each = own.addObject();
                each.set("text", record.get("output_texts").get(i));
                each.set("token_ids", record.get("output_ids").get(i));
                if (record.has("sequences_scores")) {
                    each.set("score", record.get("sequences_scores").get(i));
                }
            }
        }
    }

    private static void entities(ObjectNode record, ObjectNode answer) {
        ArrayNode entities = answer.putArray("entities");
        for (JsonNode recorded : record.get("result")) {
            int start = recorded.get("start_utf16").intValue();
            int end = recorded.get("end_utf16").intValue();
            ObjectNode entity = entities.addObject();
            entity.set("label", recorded.has("entity") ? recorded.get("entity") : recorded.get("entity_group"));
            entity.set("score", recorded.get("score"));
            entity.put("text", record.get("text").textValue().substring(start, end));
            entity.put("start", start).put("end", end);
        }
    }

    private static void zeroShot(JsonNode result, ObjectNode answer) {
        ArrayNode labels = answer.putArray("labels");
        for (int i = 0; i < result.get("labels").size(); i++) {
            ObjectNode label = labels.addObject();
            label.set("label", result.get("labels").get(i));
            label.set("score", result.get("scores").get(i));
        }
    }

    private static void rerank(ObjectNode record, ObjectNode question, ObjectNode answer) {
        answer.set("logits", record.get("logits"));
        answer.set("scores", record.get("scores"));
        if (question.has("options")) {
            answer.set("rank", record.get("rank"));
            return;
        }
        List<Double> scores = new ArrayList<>();
        record.get("scores").forEach(score -> scores.add(score.doubleValue()));
        ArrayNode rank = answer.putArray("rank");
        for (Scored scored : Scored.ranked(scores)) {
            rank.addObject().put("index", Integer.parseInt(scored.key())).put("score", scored.score());
        }
    }

    private static ObjectNode parse(String line) {
        try {
            return (ObjectNode) Fixture.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
