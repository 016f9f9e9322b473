package io.glossa.recipes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A seeded cut of the training sets in two: one part to fit, one to choose settings by. Phrases of held-out sentences are not
 * fitted, and no phrases are held out.
 *
 * @param fit what is fitted
 * @param held what the choice is made on
 */
record Holdout(Map<DataSet, List<Sample>> fit, Map<DataSet, List<Sample>> held) {
    /** In a seeded order, so that the first samples of a set are a random choice. */
    static List<Sample> shuffled(List<Sample> samples, long seed) {
        List<Sample> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    /**
     * Cuts sets.
     *
     * @param samples the sets, each in a random order; the last part of each is held out
     * @param share what part is held out, 0 to 1
     */
    static Holdout of(Map<DataSet, List<Sample>> samples, double share) {
        Map<DataSet, List<Sample>> fit = new EnumMap<>(DataSet.class);
        Map<DataSet, List<Sample>> held = new EnumMap<>(DataSet.class);
        samples.forEach((set, all) -> {
            int kept = set == DataSet.SST2_PHRASES ? all.size() : all.size() - (int) Math.round(all.size() * share);
            fit.put(set, all.subList(0, kept));
            held.put(set, all.subList(kept, all.size()));
        });
        held.remove(DataSet.SST2_PHRASES);
        if (fit.containsKey(DataSet.SST2_PHRASES)) {
            fit.put(DataSet.SST2_PHRASES, without(fit.get(DataSet.SST2_PHRASES), held.getOrDefault(DataSet.SST2, List.of())));
        }
        return new Holdout(fit, held);
    }

    private static List<Sample> without(List<Sample> phrases, List<Sample> sentences) {
        StringBuilder all = new StringBuilder();
        sentences.forEach(sentence -> all.append(LabelledText.letters(sentence.text())).append('\n'));
        String text = all.toString();
        return phrases.stream().filter(phrase -> !text.contains(LabelledText.letters(phrase.text()))).toList();
    }
}
