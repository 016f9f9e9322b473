package io.glossa.recipes;

import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.recipes.TunedRecipe.Part;
import io.glossa.recipes.TunedRecipe.Writing;
import io.glossa.tokenizer.TextPair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * What a fine-tuned model learns from, and what its best weights are chosen by: a seeded part of each set of sentences. No text of a
 * development file is in either, and no phrase of a sentence that is held out is learned.
 *
 * @param train to learn from, in a seeded order
 * @param held held out
 * @param counts different texts learned from, by set
 */
record TunedTexts(List<LabelledText> train, List<LabelledText> held, Map<DataSet, Integer> counts) {
    private static final double HELD_OUT = 0.05;

    TunedTexts {
        train = List.copyOf(train);
        held = List.copyOf(held);
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /**
     * Reads the sets.
     *
     * @param data the folder of the sets
     * @param seed of the order and of what is held out
     * @param share of each set that is used, above 0 to 1; less than all for a trial
     */
    static TunedTexts read(TunedRecipe recipe, Path data, long seed, double share) {
        Set<String> taken = new HashSet<>();
        recipe.measured().forEach(set -> set.dev(data).forEach(text -> taken.add(text.letters())));
        Map<Part, List<LabelledText>> fits = new java.util.LinkedHashMap<>();
        List<LabelledText> held = new ArrayList<>();
        for (Part part : recipe.parts()) {
            // A sentence is a phrase of itself, with the same label.
            Set<String> seen = part.set() == DataSet.SST2_PHRASES ? new HashSet<>() : taken;
            List<LabelledText> texts = new ArrayList<>(part.set().unseen(data, seen));
            Collections.shuffle(texts, new Random(seed + part.set().ordinal()));
            List<LabelledText> some = texts.subList(0, (int) Math.min(part.atMost(), Math.ceil(share * texts.size())));
            int kept = part.set() == DataSet.SST2_PHRASES ? some.size() : some.size() - (int) Math.round(some.size() * HELD_OUT);
            fits.put(part, List.copyOf(some.subList(0, kept)));
            some.subList(kept, some.size()).forEach(text -> held.add(part.writing() == Writing.FILE ? text : part.set().restored(text)));
        }
        return mixed(fits, held, seed);
    }

    private static TunedTexts mixed(Map<Part, List<LabelledText>> fits, List<LabelledText> held, long seed) {
        StringBuilder letters = new StringBuilder();
        held.forEach(text -> letters.append(text.letters()).append('\n'));
        String away = letters.toString();
        List<LabelledText> train = new ArrayList<>();
        Map<DataSet, Integer> counts = new EnumMap<>(DataSet.class);
        fits.forEach((part, texts) -> {
            List<LabelledText> some = part.set() == DataSet.SST2_PHRASES
                    ? texts.stream().filter(text -> !away.contains(text.letters())).toList() : texts;
            counts.merge(part.set(), some.size(), Integer::sum);
            for (int i = 0; i < some.size(); i++) {
                LabelledText text = some.get(i);
                boolean file = part.writing() == Writing.FILE || part.writing() == Writing.BOTH || part.writing() == Writing.MIXED && i % 2 == 0;
                boolean people = part.writing() == Writing.BOTH || !file;
                if (file) {
                    train.add(text);
                }
                if (people) {
                    train.add(part.set().restored(text));
                }
            }
        });
        Collections.shuffle(train, new Random(seed));
        return new TunedTexts(train, held, counts);
    }

    /** As the trainer reads it. */
    static Dataset dataset(String name, List<LabelledText> texts) {
        List<Example> examples = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            LabelledText text = texts.get(i);
            examples.add(new Example(TextPair.of(text.text()), Set.of(text.positive() ? "positive" : "negative"), OptionalDouble.empty(),
                    Map.of(), i + 1));
        }
        return Dataset.of(name, examples);
    }
}
