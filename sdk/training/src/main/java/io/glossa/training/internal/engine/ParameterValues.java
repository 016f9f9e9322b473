package io.glossa.training.internal.engine;

import java.util.List;

/** Where a model gets the first values of its parameters from. */
public interface ParameterValues {
    /** All names, in a fixed order. */
    List<String> names();

    /** Sizes of the axes of a parameter. */
    int[] shape(String name);

    /** Its numbers, last axis fastest; the caller's own. */
    float[] floats(String name);
}
