package io.glossa.text.internal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Boundaries of Unicode; the samples are of the kinds that UAX 29 gives rules for. */
class BoundariesTest {
    private static int[] characters(String text) {
        return Boundaries.characters(text).stream().toArray();
    }

    private static int[] words(String text) {
        return Boundaries.words(text).stream().toArray();
    }

    @Test
    void characters_areThoseThatPeopleSee() {
        assertThat(characters("")).containsExactly(0);
        assertThat(characters("a\r\nb")).containsExactly(0, 1, 3, 4);
        assertThat(characters("e\u0301x")).containsExactly(0, 2, 3);
        assertThat(characters("👨‍👩‍👧a")).containsExactly(0, 8, 9);
        assertThat(characters("🇩🇪🇫🇷")).containsExactly(0, 4, 8);
    }

    @Test
    void words_areThoseOfUax29AndOfDictionaries() {
        assertThat(words("can't stop, 3.5")).containsExactly(0, 5, 6, 10, 11, 12, 15);
        assertThat(words("snake_case")).containsExactly(0, 10);
        assertThat(words("ภาษาไทย")).containsExactly(0, 4, 7);
    }

    @Property(tries = 500)
    void ends_areBoundaries_andPairsAreWhole(@ForAll String text) {
        for (int i = 1; i < text.length(); i++) {
            if (Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i))) {
                assertThat(Boundaries.characters(text).get(i)).isFalse();
                assertThat(Boundaries.words(text).get(i)).isFalse();
            }
        }
        assertThat(Boundaries.characters(text).get(0) && Boundaries.characters(text).get(text.length())).isTrue();
        assertThat(Boundaries.words(text).get(0) && Boundaries.words(text).get(text.length())).isTrue();
    }
}
