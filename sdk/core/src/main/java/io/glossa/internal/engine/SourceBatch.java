package io.glossa.internal.engine;

import java.util.List;

/**
 * Sources side by side, the shorter ones padded at their end.
 *
 * @param ids ids of tokens, row by row
 * @param mask 1 for a token, 0 for padding
 * @param rows how many sources there are
 * @param columns length of the longest
 */
public record SourceBatch(long[] ids, long[] mask, int rows, int columns) {
    /**
     * Pads sources.
     *
     * @param sources ids of each, one at least, none empty
     * @param padding the id that pads
     */
    public static SourceBatch of(List<int[]> sources, int padding) {
        int columns = sources.stream().mapToInt(source -> source.length).max().orElse(0);
        long[] ids = new long[sources.size() * columns];
        long[] mask = new long[ids.length];
        for (int row = 0; row < sources.size(); row++) {
            int[] source = sources.get(row);
            for (int i = 0; i < columns; i++) {
                ids[row * columns + i] = i < source.length ? source[i] : padding;
                mask[row * columns + i] = i < source.length ? 1 : 0;
            }
        }
        return new SourceBatch(ids, mask, sources.size(), columns);
    }
}
