package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the post_processor of a tokenizer.json and takes it out: what follows the cutting is done in Java. */
final class PostProcessorReader {
    private static final Set<String> TYPES = Set.of("TemplateProcessing", "BertProcessing", "RobertaProcessing", "ByteLevel",
            "Sequence");

    private final JsonCheck check;
    private final Vocabulary vocabulary;
    private final List<OffsetTrimmer> trimmers = new ArrayList<>();
    private @Nullable PostProcessor processor;

    private PostProcessorReader(JsonCheck check, Vocabulary vocabulary) {
        this.check = check;
        this.vocabulary = vocabulary;
    }

    /** Takes the post-processor out of the tree. */
    static PostProcessor take(ObjectNode tree, JsonCheck check, Vocabulary vocabulary) {
        JsonNode node = tree.path("post_processor");
        PostProcessorReader reader = new PostProcessorReader(check, vocabulary);
        if (!node.isMissingNode() && !node.isNull()) {
            reader.read(node, "post_processor");
        }
        tree.putNull("post_processor");
        return (reader.processor == null ? PostProcessor.plain() : reader.processor).trimmedBy(reader.trimmers);
    }

    private void read(JsonNode node, String where) {
        switch (check.type(node, where, TYPES)) {
            case "Sequence" -> {
                int i = 0;
                for (JsonNode part : check.array(node, "processors", where)) {
                    read(part, where + ".processors[" + i++ + "]");
                }
            }
            case "ByteLevel" -> trim(node, where);
            case "BertProcessing" -> {
                PostProcessor.Part cls = pair(node, "cls", where);
                PostProcessor.Part sep = pair(node, "sep", where);
                PostProcessor.Part end = new PostProcessor.Part(-1, 1, sep.ids(), sep.tokens());
                PostProcessor.Part text = PostProcessor.Part.text(0, 0);
                set(new PostProcessor(List.of(cls, text, sep),
                        List.of(cls, text, sep, PostProcessor.Part.text(1, 1), end), false, List.of()), where);
            }
            case "RobertaProcessing" -> {
                trim(node, where);
                PostProcessor.Part cls = pair(node, "cls", where);
                PostProcessor.Part sep = pair(node, "sep", where);
                PostProcessor.Part text = PostProcessor.Part.text(0, 0);
                set(new PostProcessor(List.of(cls, text, sep),
                        List.of(cls, text, sep, sep, PostProcessor.Part.text(1, 0), sep), false, List.of()), where);
            }
            default -> set(template(node, where), where);
        }
    }

    private void set(PostProcessor found, String where) {
        if (processor != null) {
            throw check.bad(where, "at most one post-processor that adds special tokens", "a second one");
        }
        processor = found;
    }

    private void trim(JsonNode node, String where) {
        boolean prefixSpace = check.flag(node, "add_prefix_space", where);
        if (check.flag(node, "trim_offsets", where)) {
            trimmers.add(new OffsetTrimmer(prefixSpace));
        }
    }

    private PostProcessor.Part pair(JsonNode node, String key, String where) {
        JsonNode pair = check.array(node, key, where);
        if (pair.size() != 2 || !pair.get(0).isTextual()) {
            throw check.bad(where + "." + key, "a token and its id", pair);
        }
        return special(pair.get(0).textValue(), pair.get(1), 0, where + "." + key);
    }

    private PostProcessor.Part special(String token, JsonNode id, int typeId, String where) {
        int number = check.integer(id, 0, Vocabulary.MAX_ID, where);
        if (vocabulary.tokenOf(number) == null) {
            throw check.bad(where, "the id of a known token", "id " + number + ", which the vocabulary does not have");
        }
        return PostProcessor.Part.special(typeId, number, token);
    }

    private PostProcessor template(JsonNode node, String where) {
        JsonNode specials = check.object(node, "special_tokens", where);
        return new PostProcessor(parts(check.array(node, "single", where), specials, false, where + ".single"),
                parts(check.array(node, "pair", where), specials, true, where + ".pair"), true, List.of());
    }

    private List<PostProcessor.Part> parts(JsonNode template, JsonNode specials, boolean isPair, String where) {
        List<PostProcessor.Part> parts = new ArrayList<>();
        int[] texts = new int[2];
        for (JsonNode piece : template) {
            String at = where + "[" + parts.size() + "]";
            if (piece.path("Sequence").isObject()) {
                JsonNode text = piece.get("Sequence");
                int sequence = "A".equals(check.choice(text, "id", Set.of("A", "B"), at)) ? 0 : 1;
                texts[sequence]++;
                parts.add(PostProcessor.Part.text(sequence, check.integer(text, "type_id", 0, 1 << 16, at)));
            } else {
                JsonNode special = check.object(piece, "SpecialToken", at);
                int typeId = check.integer(special, "type_id", 0, 1 << 16, at);
                parts.add(specials(check.text(special, "id", at), specials, typeId, at));
            }
        }
        if (texts[0] != 1 || texts[1] != (isPair ? 1 : 0)) {
            throw check.bad(where, isPair ? "each text once" : "the text once and no second one",
                    texts[0] + " times A and " + texts[1] + " times B");
        }
        return List.copyOf(parts);
    }

    private PostProcessor.Part specials(String id, JsonNode specials, int typeId, String where) {
        JsonNode special = specials.path(id);
        if (!special.isObject()) {
            throw check.bad(where, "a token that special_tokens explains", "another");
        }
        JsonNode ids = check.array(special, "ids", where);
        JsonNode tokens = check.array(special, "tokens", where);
        if (ids.size() != tokens.size() || ids.size() > 1000) {
            throw check.bad(where, "as many ids as tokens", ids.size() + " and " + tokens.size());
        }
        int[] numbers = new int[ids.size()];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (!tokens.get(i).isTextual()) {
                throw check.bad(where, "tokens as strings", tokens.get(i));
            }
            numbers[i] = special(tokens.get(i).textValue(), ids.get(i), typeId, where).ids()[0];
            names.add(tokens.get(i).textValue());
        }
        return new PostProcessor.Part(-1, typeId, numbers, List.copyOf(names));
    }
}
