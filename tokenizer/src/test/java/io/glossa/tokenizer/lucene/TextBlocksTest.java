package io.glossa.tokenizer.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Blocks lose nothing, are no longer than they may be, and cut no character. */
class TextBlocksTest {
    @Property(tries = 200)
    void blocks_putTogetherAreTheText(@ForAll String text, @ForAll @IntRange(min = 2, max = 12) int limit) throws IOException {
        TextBlocks blocks = new TextBlocks(limit);
        String padded = text + " x " + text;
        StringBuilder found = new StringBuilder();
        Reader reader = PieceTokenizerTest.slow(padded);
        for (String block = blocks.next(reader); block != null; block = blocks.next(reader)) {
            assertThat(block.length()).isBetween(1, limit);
            assertThat(blocks.start()).isEqualTo(found.length());
            found.append(block);
        }
        assertThat(blocks.start()).isEqualTo(padded.length());
        assertThat(found.length()).isEqualTo(padded.length());
        int[] points = padded.codePoints().map(p -> p >= 0xD800 && p <= 0xDFFF ? 0xFFFD : p).toArray();
        assertThat(found.toString()).isEqualTo(new String(points, 0, points.length));
    }
}
