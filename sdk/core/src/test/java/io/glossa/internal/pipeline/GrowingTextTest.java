package io.glossa.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Texts that grow by letters and bytes, cleaned up as transformers cleans them up. */
class GrowingTextTest {
    /** {@code clean_up_tokenization} of transformers. */
    private static String clean(String text) {
        return text.replace(" .", ".").replace(" ?", "?").replace(" !", "!").replace(" ,", ",").replace(" ' ", "'").replace(" n't", "n't")
                .replace(" 'm", "'m").replace(" 's", "'s").replace(" 've", "'ve").replace(" 're", "'re");
    }

    private static List<String> told(byte[] bytes) {
        List<String> told = new ArrayList<>();
        GrowingText growing = new GrowingText(ids -> {
            byte[] some = new byte[ids.length];
            for (int i = 0; i < some.length; i++) {
                some[i] = (byte) ids[i];
            }
            return clean(new String(some, StandardCharsets.UTF_8));
        }, told::add);
        for (byte each : bytes) {
            growing.add(each);
        }
        growing.end(clean(new String(bytes, StandardCharsets.UTF_8)));
        return told;
    }

    @Property(tries = 3000, seed = "21")
    void eachTextBeginsWithTheOneBefore(@ForAll @Chars({' ', '\'', 'n', 't', 's', 'v', 'e', 'r', 'm', '.', ',', '!', '?', '\u4e2d'})
            @StringLength(max = 30) String text) {
        List<String> told = told(text.getBytes(StandardCharsets.UTF_8));
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i)).startsWith(told.get(i - 1)).isNotEqualTo(told.get(i - 1));
        }
        assertThat(told.isEmpty() ? "" : told.get(told.size() - 1)).isEqualTo(clean(text));
    }

    @Test
    void characters_areWhole() {
        assertThat(told("a\u4e2d\ud83d\ude00 .".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("a", "a\u4e2d", "a\u4e2d\ud83d\ude00", "a\u4e2d\ud83d\ude00.");
    }
}
