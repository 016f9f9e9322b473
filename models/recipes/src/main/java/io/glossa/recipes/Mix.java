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

    Mix {
        parts = List.copyOf(parts);
    }

    /** A set as a whole. */
    static Part all(DataSet set, int times) {
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
