package io.glossa.training.internal.tuning;

import io.glossa.data.Dataset;
import io.glossa.data.Example;
import io.glossa.data.LabelKind;
import io.glossa.error.InvalidInputException;
import io.glossa.models.ProblemType;
import io.glossa.training.TrainingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of training data after one look: what its labels mean, which there are and how often, and for each text the group by
 * which it is divided.
 *
 * @param type what labels mean
 * @param labels their names in the order of the logits; one for regression
 * @param counts texts with each label
 * @param examples number of texts
 * @param mean of the numbers to predict
 * @param deviation of the numbers to predict
 * @param groups group of each text, for dividing
 */
record Survey(ProblemType type, List<String> labels, long[] counts, int examples, double mean, double deviation, int[] groups) {
    private static final int MOST_LABELS = 100_000;
    /** What the only label of a regression model is called, as transformers does. */
    static final String VALUE = "LABEL_0";

    /**
     * Looks at the data.
     *
     * @param wanted what labels mean; empty to find out
     * @throws InvalidInputException if there are no texts, one label alone, labels and numbers mixed, or anything else that cannot be
     *     learned from
     */
    static Survey of(Dataset data, Optional<ProblemType> wanted) {
        Map<String, Integer> ids = new HashMap<>();
        List<long[]> counts = new ArrayList<>();
        int[] groups = new int[1024];
        int size = 0;
        long values = 0;
        long others = 0;
        double sum = 0;
        double squares = 0;
        try (Stream<Example> stream = data.examples()) {
            Iterator<Example> examples = stream.iterator();
            while (examples.hasNext()) {
                Example example = examples.next();
                if (size == Integer.MAX_VALUE - 8) {
                    throw new InvalidInputException(data.name() + ": expected at most " + size + " texts, found more; take a part");
                }
                groups = size == groups.length ? Arrays.copyOf(groups, (int) Math.min(Integer.MAX_VALUE - 8, 2L * size)) : groups;
                if (example.value().isPresent()) {
                    double value = example.value().getAsDouble();
                    if (!Double.isFinite(value)) {
                        throw new InvalidInputException(data.name() + place(example) + ": expected a finite number, found " + value);
                    }
                    values++;
                    double before = sum / Math.max(1, values - 1);
                    sum += value;
                    squares += (value - before) * (value - sum / values);
                } else if (example.labels().size() != 1) {
                    others++;
                }
                int group = -1;
                for (String label : example.labels()) {
                    int id = ids.computeIfAbsent(label, l -> {
                        counts.add(new long[1]);
                        return counts.size() - 1;
                    });
                    counts.get(id)[0]++;
                    // The rarest label so far, so that rare ones are found in all parts.
                    group = group < 0 || counts.get(id)[0] < counts.get(group)[0] ? id : group;
                    if (ids.size() > MOST_LABELS) {
                        throw new InvalidInputException(data.name() + ": expected at most " + MOST_LABELS
                                + " labels, found more; is the right column named?");
                    }
                }
                groups[size++] = group + 1;
            }
        }
        if (size == 0) {
            throw new InvalidInputException(data.name() + ": expected labelled texts, found none");
        }
        if (values > 0 && values < size) {
            throw new InvalidInputException(data.name() + ": expected a number for each text, found " + (size - values)
                    + " without; numbers and labels cannot be learned together");
        }
        // Who says how labels are separated means several, even where each text has one.
        boolean several = others > 0 || values == 0 && data.statistics().kind() == LabelKind.MULTI;
        ProblemType type = wanted.orElse(values > 0 ? ProblemType.REGRESSION
                : several ? ProblemType.MULTI_LABEL_CLASSIFICATION : ProblemType.SINGLE_LABEL_CLASSIFICATION);
        groups = Arrays.copyOf(groups, size);
        if (type == ProblemType.REGRESSION) {
            if (values == 0) {
                throw new InvalidInputException(data.name() + ": expected numbers to predict, found labels; name the column of numbers");
            }
            double deviation = Math.sqrt(squares / size);
            if (!(deviation > 0)) {
                throw new InvalidInputException(data.name() + ": expected different numbers, found one alone; there is nothing to learn");
            }
            return new Survey(type, List.of(VALUE), new long[] {size}, size, sum / size, deviation, groups);
        }
        if (values > 0) {
            throw new InvalidInputException(data.name() + ": expected labels, found numbers; train a regression");
        }
        if (type == ProblemType.SINGLE_LABEL_CLASSIFICATION && others > 0) {
            throw new InvalidInputException(data.name() + ": expected one label for each text, found " + others
                    + " with none or several; train a multi-label model");
        }
        if (ids.size() < (type == ProblemType.SINGLE_LABEL_CLASSIFICATION ? 2 : 1)) {
            throw new InvalidInputException(data.name() + ": expected two labels or more, found " + ids.size()
                    + "; there is nothing to tell apart");
        }
        return sorted(type, ids, counts, size, groups);
    }

    private static Survey sorted(ProblemType type, Map<String, Integer> ids, List<long[]> counts, int size, int[] groups) {
        List<String> labels = new ArrayList<>(ids.keySet());
        boolean numbers = labels.stream().allMatch(label -> label.matches("-?\\d{1,9}"));
        labels.sort(numbers ? Comparator.comparing(Integer::valueOf) : Comparator.naturalOrder());
        long[] ordered = new long[labels.size()];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = counts.get(ids.get(labels.get(i)))[0];
        }
        return new Survey(type, List.copyOf(labels), ordered, size, 0, 1, groups);
    }

    static String place(Example example) {
        return example.row() > 0 ? ", row " + example.row() : "";
    }

    /** The same with labels in another order. */
    Survey inOrder(List<String> others) {
        if (!Set.copyOf(others).equals(Set.copyOf(labels)) || others.size() != labels.size()) {
            return this;
        }
        long[] ordered = new long[others.size()];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = counts[labels.indexOf(others.get(i))];
        }
        return new Survey(type, List.copyOf(others), ordered, examples, mean, deviation, groups);
    }

    /** Weight of each label; null if all are 1. */
    float @org.jspecify.annotations.Nullable [] weights(TrainingOptions options) {
        if (options.classWeights().isNone() || type == ProblemType.REGRESSION) {
            return null;
        }
        float[] weights = new float[labels.size()];
        Arrays.fill(weights, 1);
        if (options.classWeights().isBalanced()) {
            for (int i = 0; i < weights.length; i++) {
                double with = Math.max(1, counts[i]);
                weights[i] = (float) (type == ProblemType.SINGLE_LABEL_CLASSIFICATION
                        ? examples / (labels.size() * with)
                        : Math.min(100, Math.max(1, examples - with) / with));
            }
            return weights;
        }
        options.classWeights().explicit().forEach((label, weight) -> {
            int index = labels.indexOf(label);
            if (index < 0) {
                throw new InvalidInputException("classWeights: expected labels of the training data, found another; correct the name");
            }
            weights[index] = weight.floatValue();
        });
        return weights;
    }
}
