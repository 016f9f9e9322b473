package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what transformers recorded of tokenizers of translation models: source and target texts. */
class TranslationParityTest {
    static Stream<Path> fixtures() {
        return Shared.translationFixtures().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void fixture_givesWhatTransformersGives(Path fixture) {
        Map<String, Integer> counts = new TreeMap<>();
        try (Tokenizer tokenizer = Tokenizer.load(fixture)) {
            for (JsonNode record : Shared.records(fixture)) {
                String kind = record.get("kind").textValue();
                String where = fixture.getFileName() + "#" + record.get("id");
                String from = record.path("src_lang").textValue();
                String to = record.path("tgt_lang").textValue();
                boolean languages = !tokenizer.languages().isEmpty() && to != null;
                if (kind.equals("encode")) {
                    Tokenizer source = languages ? tokenizer.source(from, to) : tokenizer;
                    Encoding encoding = source.encode(record.get("text").textValue());
                    assertThat(encoding.ids()).as(where).isEqualTo(ints(record.get("input_ids")));
                    assertThat(encoding.tokens()).as(where).isEqualTo(strings(record.get("tokens")));
                    assertThat(encoding.specialTokensMask()).as(where).isEqualTo(ints(record.get("special_tokens_mask")));
                    assertThat(encoding.attentionMask()).as(where).isEqualTo(ints(record.get("attention_mask")));
                    if (record.has("offsets")) {
                        List<List<Integer>> spans = new ArrayList<>();
                        for (int i = 0; i < encoding.length(); i++) {
                            spans.add(List.of(encoding.starts()[i], encoding.ends()[i]));
                        }
                        List<List<Integer>> expected = new ArrayList<>();
                        record.get(record.has("offsets_utf16") ? "offsets_utf16" : "offsets")
                                .forEach(span -> expected.add(List.of(span.get(0).intValue(), span.get(1).intValue())));
                        assertThat(spans).as(where + " offsets").isEqualTo(expected);
                    }
                    assertThat(tokenizer.decode(encoding.ids(), true)).as(where)
                            .isEqualTo(record.get("decoded_skip_special").textValue());
                    counts.merge(kind, 1, Integer::sum);
                } else if (kind.equals("encode_target")) {
                    Tokenizer target = tokenizer.target(languages ? to : null);
                    Encoding encoding = target.encode(record.get("text").textValue());
                    assertThat(encoding.ids()).as(where).isEqualTo(ints(record.get("labels")));
                    List<String> tokens = Arrays.stream(encoding.ids()).mapToObj(id -> tokenizer.tokenOf(id).orElseThrow()).toList();
                    assertThat(tokens).as(where).isEqualTo(strings(record.get("tokens")));
                    assertThat(tokenizer.decode(encoding.ids(), true)).as(where)
                            .isEqualTo(record.get("decoded_skip_special").textValue());
                    counts.merge(kind, 1, Integer::sum);
                }
            }
        }
        System.out.println("translation parity " + fixture + " " + counts);
        assertThat(counts).containsKeys("encode", "encode_target");
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = array.get(i).intValue();
        }
        return ints;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.textValue()));
        return strings;
    }
}
