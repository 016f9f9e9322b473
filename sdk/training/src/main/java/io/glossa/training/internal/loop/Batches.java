package io.glossa.training.internal.loop;

import io.glossa.training.internal.engine.TrainBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Which texts go into one batch, and how they are put together. */
public final class Batches {
    /** Batches that are sorted by length together; larger saves more padding, smaller mixes lengths more. */
    private static final int POOL = 50;

    private Batches() {}

    /**
     * How texts of different lengths become one array.
     *
     * @param id what token ids are padded with
     * @param typed whether the model reads segments
     */
    public record Padding(int id, boolean typed) {}

    /**
     * The batches of an epoch in a seeded order: every text once, all batches but one of the full size.
     *
     * @param lengths tokens of each text
     * @param batchSize texts of a batch
     * @param bucketing whether texts of about the same length go into one batch
     * @param seed of the order
     */
    public static List<int[]> ofEpoch(int[] lengths, int batchSize, boolean bucketing, long seed) {
        Random random = new Random(seed);
        int[] order = new int[lengths.length];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        List<int[]> batches = new ArrayList<>();
        int pool = bucketing ? POOL * batchSize : batchSize;
        for (int from = 0; from < order.length; from += pool) {
            int to = Math.min(order.length, from + pool);
            if (bucketing) {
                sortByLength(order, from, to, lengths);
            }
            for (int at = from; at < to; at += batchSize) {
                batches.add(Arrays.copyOfRange(order, at, Math.min(to, at + batchSize)));
            }
        }
        if (bucketing) {
            Collections.shuffle(batches, random);
        }
        return batches;
    }

    /** Number of batches of an epoch. */
    public static int count(int texts, int batchSize) {
        return (texts + batchSize - 1) / batchSize;
    }

    /** All texts, those of about the same length together, for measuring. */
    public static List<int[]> sorted(int[] lengths, int batchSize) {
        int[] order = new int[lengths.length];
        Arrays.setAll(order, i -> i);
        sortByLength(order, 0, order.length, lengths);
        List<int[]> batches = new ArrayList<>();
        for (int at = 0; at < order.length; at += batchSize) {
            batches.add(Arrays.copyOfRange(order, at, Math.min(order.length, at + batchSize)));
        }
        return batches;
    }

    /** Stable, so that equal lengths stay in their random order. */
    private static void sortByLength(int[] order, int from, int to, int[] lengths) {
        long[] keys = new long[to - from];
        int[] part = Arrays.copyOfRange(order, from, to);
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) lengths[part[i]] << 32) | i;
        }
        Arrays.sort(keys);
        for (int i = 0; i < keys.length; i++) {
            order[from + i] = part[(int) keys[i]];
        }
    }

    /** Tokens of each text of a set. */
    public static int[] lengths(EncodedSet set) {
        int[] lengths = new int[set.size()];
        Arrays.setAll(lengths, set::length);
        return lengths;
    }

    /**
     * Puts texts together, padded on the right.
     *
     * @param padding what ids are padded with
     * @param targets what the loss compares with; null to leave targets out, for logits alone
     */
    public static TrainBatch assemble(EncodedSet set, int[] texts, Padding padding, @Nullable Targets targets) {
        int longest = 0;
        int shortest = Integer.MAX_VALUE;
        for (int text : texts) {
            longest = Math.max(longest, set.length(text));
            shortest = Math.min(shortest, set.length(text));
        }
        long[][] ids = new long[texts.length][longest];
        long[][] mask = shortest == longest ? null : new long[texts.length][longest];
        long[][] types = padding.typed() ? new long[texts.length][longest] : null;
        float[][] wanted = new float[texts.length][targets == null ? 0 : targets.labels()];
        float[][] weights = targets == null || !targets.weighted() ? null : new float[texts.length][targets.labels()];
        for (int b = 0; b < texts.length; b++) {
            EncodedSet.Item item = set.get(texts[b]);
            int length = item.ids().length;
            for (int s = 0; s < length; s++) {
                ids[b][s] = item.ids()[s];
            }
            Arrays.fill(ids[b], length, longest, padding.id());
            if (mask != null) {
                Arrays.fill(mask[b], 0, length, 1);
            }
            if (types != null && item.typeIds() != null) {
                for (int s = 0; s < length; s++) {
                    types[b][s] = item.typeIds()[s];
                }
            }
            if (targets != null) {
                targets.fill(texts[b], item, wanted[b], weights == null ? null : weights[b]);
            }
        }
        return new TrainBatch(ids, types, mask, wanted, weights, targets == null ? null : soft(targets, texts));
    }

    private static TrainBatch.@Nullable Soft soft(Targets targets, int[] texts) {
        SoftTargets soft = targets.soft();
        if (soft == null) {
            return null;
        }
        float[][] rows = new float[texts.length][targets.labels()];
        float[][] weights = new float[texts.length][targets.labels()];
        for (int b = 0; b < texts.length; b++) {
            soft.fill(texts[b], rows[b], weights[b]);
        }
        return new TrainBatch.Soft(rows, weights);
    }
}
