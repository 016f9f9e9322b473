package io.glossa.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EncodedSetTest {
    /** Any text, from its number alone. */
    private static EncodedSet.Item item(int number) {
        Random random = new Random(number);
        int[] ids = random.ints(1 + random.nextInt(300), 0, 250_000).toArray();
        int[] types = random.nextBoolean() ? random.ints(ids.length, 0, 2).toArray() : null;
        return new EncodedSet.Item(ids, types, random.ints(random.nextInt(4), 0, 900).toArray(), random.nextDouble(), number);
    }

    @Test
    void get_inMemoryAndInAFile() {
        try (EncodedSet set = new EncodedSet(1 << 20)) {
            for (int i = 0; i < 40_000; i++) {
                set.add(item(i));
            }
            assertThat(set.spilled()).isTrue();
            assertThat(set.size()).isEqualTo(40_000);
            long tokens = 0;
            for (int i = 0; i < 40_000; i++) {
                EncodedSet.Item expected = item(i);
                EncodedSet.Item found = set.get(i);
                assertThat(found.ids()).containsExactly(expected.ids());
                assertThat(found.typeIds()).isEqualTo(expected.typeIds());
                assertThat(found.labels()).containsExactly(expected.labels());
                assertThat(found.value()).isEqualTo(expected.value());
                assertThat(found.row()).isEqualTo(i);
                assertThat(set.length(i)).isEqualTo(expected.ids().length);
                tokens += expected.ids().length;
            }
            assertThat(set.tokens()).isEqualTo(tokens);
        }
    }

    @Test
    void close_twice() {
        EncodedSet set = new EncodedSet();
        set.close();
        set.close();
        assertThat(set.spilled()).isFalse();
    }
}
