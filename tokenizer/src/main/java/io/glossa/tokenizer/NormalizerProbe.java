package io.glossa.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows what the library's normaliser makes of a text: a tokenizer whose tokens are the single bytes behind it. Needed
 * because an added token that normalises to nothing would end the process.
 */
final class NormalizerProbe implements AutoCloseable {
    private final NativeEngine engine;

    /** A probe for a normaliser that has been validated. */
    NormalizerProbe(JsonNode normalizer, String name) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("version", "1.0");
        tree.putArray("added_tokens");
        tree.set("normalizer", normalizer);
        tree.putObject("pre_tokenizer").put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", false)
                .put("use_regex", false);
        ObjectNode model = tree.putObject("model").put("type", "BPE").put("fuse_unk", false).put("byte_fallback", false);
        model.putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        ObjectNode vocab = model.putObject("vocab");
        letters().forEach((letter, value) -> vocab.put(letter, (int) value));
        model.putArray("merges");
        this.engine = NativeEngine.of(tree.toString(), name, Integer.MAX_VALUE);
    }

    /** The bytes of the normalised text, one per entry of {@code ids}, and where each came from. */
    RawPieces normalize(String text) {
        return engine.encode(text);
    }

    /** The letter that stands for each byte: printable ones for themselves, the others from U+0100 on. */
    private static Map<String, Integer> letters() {
        Map<String, Integer> letters = new HashMap<>();
        int next = 0x100;
        for (int value = 0; value < 256; value++) {
            boolean plain = value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE;
            letters.put(String.valueOf((char) (plain ? value : next++)), value);
        }
        return letters;
    }

    @Override
    public void close() {
        engine.close();
    }
}
