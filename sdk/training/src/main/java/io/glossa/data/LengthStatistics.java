package io.glossa.data;

import java.util.Map;
import java.util.SortedMap;
import org.apiguardian.api.API;

/**
 * How long texts are, in characters (Unicode code points); both texts of a pair together. Immutable and thread-safe.
 *
 * @param median half of the texts are no longer
 * @param percentile95 95 % of the texts are no longer
 * @param max the longest
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record LengthStatistics(int median, int percentile95, int max) {
    /** Of how many texts there are of each length. Percentiles are by nearest rank. */
    static LengthStatistics of(SortedMap<Integer, Long> counts) {
        return counts.isEmpty() ? new LengthStatistics(0, 0, 0)
                : new LengthStatistics(rank(counts, 0.5), rank(counts, 0.95), counts.lastKey());
    }

    private static int rank(SortedMap<Integer, Long> counts, double share) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        long rank = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        for (Map.Entry<Integer, Long> each : counts.entrySet()) {
            seen += each.getValue();
            if (seen >= rank) {
                return each.getKey();
            }
        }
        return counts.lastKey();
    }
}
