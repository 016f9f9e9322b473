package io.glossa.models.graph;

/**
 * A tensor of a graph: an input, a constant, or what a node gives.
 *
 * @param name unique in its graph; empty for an input that a node leaves out
 * @param type what it holds
 * @param shape sizes of its axes, {@link #OPEN} where they are known only when the graph runs
 */
record Value(String name, ElementType type, int... shape) {
    /** A size that is not known. */
    static final int OPEN = -1;

    /** Stands for an optional input that is left out. */
    static final Value NONE = new Value("", ElementType.FLOAT);

    int rank() {
        return shape.length;
    }

    int dim(int axis) {
        return shape[axis < 0 ? shape.length + axis : axis];
    }

    boolean isNone() {
        return name.isEmpty();
    }
}
