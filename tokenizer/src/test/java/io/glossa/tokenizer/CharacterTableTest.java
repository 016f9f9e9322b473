package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The resource says what the library does, for every code point there is. */
class CharacterTableTest {
    @Test
    void resource_isWhatTheLibrarySays() throws IOException {
        try (InputStream in = CharacterTable.class.getResourceAsStream("characters.txt")) {
            String[] resource = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
            assertThat(CharacterFacts.collect().split("\n")).isEqualTo(resource);
        }
    }
}
