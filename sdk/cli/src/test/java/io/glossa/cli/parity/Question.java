package io.glossa.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One line of jsonl input. Questions of one call go into one input stream.
 *
 * @param call the verb and options the line is sent with
 * @param line the line; its {@code id} is {@code kind/record} or {@code kind/record/part}
 * @param fails whether the answer must be an error of that line
 */
record Question(Call call, ObjectNode line, boolean fails) {
    /** What stands before the common options: a verb, and the options that only some records need. */
    record Call(String verb, List<String> options) {
        static final Call TOKENIZE = new Call("tokenize");
        static final Call TOKENIZE_TARGET = new Call("tokenize", List.of("--target"));
        static final Call TRANSLATE = new Call("translate", List.of("--no-split"));
        static final Call FORWARD = new Call("forward");
        static final Call FORWARD_INT8 = new Call("forward", List.of("--precision", "int8"));
        static final Call CLASSIFY = new Call("classify");
        static final Call NER = new Call("ner");
        static final Call ZERO_SHOT = new Call("zero-shot");
        static final Call EMBED = new Call("embed");
        static final Call RERANK = new Call("rerank");

        private Call(String verb) {
            this(verb, List.of());
        }

        @Override
        public String toString() {
            return String.join(" ", verb, String.join(" ", options)).strip();
        }
    }

    /** A question that repeats fields of a record: those named, where the record has them. */
    static Question of(Call call, ObjectNode record, String part, String... fields) {
        ObjectNode line = Fixture.JSON.createObjectNode();
        String id = record.get("kind").textValue() + "/" + record.get("id").intValue();
        line.put("id", part.isEmpty() ? id : id + "/" + part);
        for (String field : fields) {
            if (record.has(field)) {
                line.set(field, record.get(field));
            }
        }
        return new Question(call, line, false);
    }

    /** The same question with one more field. */
    Question with(String field, JsonNode value) {
        ObjectNode copy = line.deepCopy();
        copy.set(field, value);
        return new Question(call, copy, fails);
    }

    /** The same question, to be answered with an error. */
    Question failing() {
        return new Question(call, line, true);
    }

    String id() {
        return line.get("id").textValue();
    }
}
