package io.glossa.training.internal.linear;

import java.util.Arrays;

/** What is to be predicted of n examples. Thread-safe. */
public final class Targets {
    /** What a model is asked for. */
    public enum Kind {
        /** One label of l: softmax of l scores. */
        SINGLE_LABEL,
        /** Any of l labels: a sigmoid of each score. */
        MULTI_LABEL,
        /** l numbers. */
        NUMBERS
    }

    private final Kind kind;
    private final int outputs;
    private final int[] classes;
    private final float[][] values;

    private Targets(Kind kind, int outputs, int[] classes, float[][] values) {
        this.kind = kind;
        this.outputs = outputs;
        this.classes = classes;
        this.values = values;
    }

    /**
     * One label each.
     *
     * @param classes their numbers, from 0
     * @param labels how many labels there are
     * @throws IllegalArgumentException if there are fewer than two labels, or a number is outside them
     */
    public static Targets singleLabel(int[] classes, int labels) {
        if (labels < 2) {
            throw new IllegalArgumentException("labels: expected at least 2, found " + labels);
        }
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] < 0 || classes[i] >= labels) {
                throw new IllegalArgumentException("classes: expected 0 to " + (labels - 1) + ", found " + classes[i] + " in example " + i);
            }
        }
        return new Targets(Kind.SINGLE_LABEL, labels, classes.clone(), new float[0][]);
    }

    /**
     * Any labels each.
     *
     * @param applies [n][l], which labels an example has; l is at least 1
     * @throws IllegalArgumentException if there are no examples or labels, or not the same number of labels everywhere
     */
    public static Targets multiLabel(boolean[][] applies) {
        float[][] values = new float[applies.length][];
        for (int i = 0; i < applies.length; i++) {
            values[i] = new float[applies[i].length];
            for (int l = 0; l < values[i].length; l++) {
                values[i][l] = applies[i][l] ? 1 : 0;
            }
        }
        return new Targets(Kind.MULTI_LABEL, width(values), new int[0], values);
    }

    /**
     * Numbers.
     *
     * @param values [n][l]; l is at least 1
     * @throws IllegalArgumentException if there are no examples or numbers, not as many everywhere, or one is not finite
     */
    public static Targets numbers(float[][] values) {
        int outputs = width(values);
        float[][] copy = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            copy[i] = values[i].clone();
            for (float value : copy[i]) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("values: expected finite numbers, found " + value + " in example " + i);
                }
            }
        }
        return new Targets(Kind.NUMBERS, outputs, new int[0], copy);
    }

    private static int width(float[][] values) {
        int width = values.length == 0 ? 0 : values[0].length;
        for (int i = 0; i < values.length; i++) {
            if (values[i].length != width) {
                throw new IllegalArgumentException("targets: expected " + width + " each, found " + values[i].length + " in example " + i);
            }
        }
        if (width == 0) {
            throw new IllegalArgumentException("targets: expected at least one example with at least one, found none");
        }
        return width;
    }

    /** What is asked for. */
    public Kind kind() {
        return kind;
    }

    /** Number of examples n. */
    public int size() {
        return kind == Kind.SINGLE_LABEL ? classes.length : values.length;
    }

    /** Number of labels or numbers l. */
    public int outputs() {
        return outputs;
    }

    /** The label of an example that has one. */
    int label(int row) {
        return classes[row];
    }

    /** What is wanted of output l: a number, or 1 where a label applies and 0 where not. */
    float value(int row, int l) {
        return kind == Kind.SINGLE_LABEL ? (classes[row] == l ? 1 : 0) : values[row][l];
    }

    /** The number wanted of output l of an example. */
    public float number(int row, int l) {
        return values[row][l];
    }

    /** Some of the examples, in the order given. */
    Targets rows(int[] rows) {
        return kind == Kind.SINGLE_LABEL
                ? new Targets(kind, outputs, Arrays.stream(rows).map(row -> classes[row]).toArray(), values)
                : new Targets(kind, outputs, classes, Arrays.stream(rows).mapToObj(row -> values[row]).toArray(float[][]::new));
    }

    /**
     * Weights that let every label count the same in sum: n / (l · count) for one label each, negatives / positives for any labels.
     * A label without examples has weight 1.
     */
    public double[] balancedWeights() {
        double[] counts = new double[outputs];
        for (int row = 0; row < size(); row++) {
            for (int l = 0; l < outputs; l++) {
                counts[l] += value(row, l);
            }
        }
        return Arrays.stream(counts)
                .map(c -> c == 0 ? 1 : kind == Kind.SINGLE_LABEL ? size() / (outputs * c) : Math.max(size() - c, 1) / c).toArray();
    }
}
