package io.glossa.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FirstPlacesTest {
    /** Against a map, through many growths; most texts come twice or more. */
    @Test
    void find_asAMap() {
        FirstPlaces places = new FirstPlaces();
        Map<String, Integer> numbers = new HashMap<>();
        Random random = new Random(3);
        for (int row = 0; row < 60_000; row++) {
            String text = "text " + random.nextInt(20_000);
            Integer known = numbers.get(text);
            assertThat(places.find(text, 1_000_000_000_000L + row, row % 7)).isEqualTo(known == null ? -1 : known);
            if (known == null) {
                numbers.put(text, numbers.size());
                assertThat(places.row(numbers.size() - 1)).isEqualTo(1_000_000_000_000L + row);
                assertThat(places.note(numbers.size() - 1)).isEqualTo(row % 7);
            }
        }
        assertThat(numbers).hasSizeGreaterThan(15_000);
        assertThat(places.row(0)).isEqualTo(1_000_000_000_000L);
    }
}
