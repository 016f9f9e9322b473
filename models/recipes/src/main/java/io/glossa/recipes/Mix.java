package io.glossa.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much of each set is learnt from.
 *
 * @param name how tables call it
 * @param parts which sets; one that is not named is left out
 */
record Mix(String name, List<Part> parts) {
    /**
     * What one set gives.
     *
     * @param atMost how many of its texts, from the start
     * @param times how often each counts
     */
    record Part(DataSet set, int atMost, int times) {}

    private static final int CONVERSATION = 3000;

    Mix {
        parts = List.copyOf(parts);
    }

    /** Those that were thought worth trying. */
    static List<Mix> candidates() {
        return List.of(
                new Mix("film reviews", List.of(all(DataSet.SST2, 1))),
                new Mix("reviews", List.of(all(DataSet.SST2, 1), all(DataSet.CUSTOMER_REVIEWS, 2), all(DataSet.UCI, 2))),
                new Mix("reviews and phrases", List.of(all(DataSet.SST2_PHRASES, 1), all(DataSet.SST2, 5),
                        all(DataSet.CUSTOMER_REVIEWS, 5), all(DataSet.UCI, 5))),
                new Mix("reviews and some conversation", List.of(all(DataSet.SST2, 1), all(DataSet.CUSTOMER_REVIEWS, 2),
                        all(DataSet.UCI, 2), new Part(DataSet.GOEMOTIONS, CONVERSATION, 1))),
                new Mix("reviews and all conversation", List.of(all(DataSet.SST2, 4), all(DataSet.CUSTOMER_REVIEWS, 6),
                        all(DataSet.UCI, 6), all(DataSet.GOEMOTIONS, 1))));
    }

    private static Part all(DataSet set, int times) {
        return new Part(set, Integer.MAX_VALUE, times);
    }

    /** The samples of this mix, each as often as it counts. */
    List<Sample> of(Map<DataSet, List<Sample>> samples) {
        List<Sample> mixed = new ArrayList<>();
        for (Part part : parts) {
            List<Sample> some = some(part, samples);
            for (int i = 0; i < part.times(); i++) {
                mixed.addAll(some);
            }
        }
        return mixed;
    }

    /** How many different samples a part gives. */
    static int count(Part part, Map<DataSet, List<Sample>> samples) {
        return some(part, samples).size();
    }

    private static List<Sample> some(Part part, Map<DataSet, List<Sample>> samples) {
        List<Sample> whole = samples.get(part.set());
        return whole.subList(0, Math.min(part.atMost(), whole.size()));
    }
}
