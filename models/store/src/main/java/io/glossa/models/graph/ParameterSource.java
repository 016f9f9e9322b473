package io.glossa.models.graph;

import java.util.Set;

/** The parameters of a checkpoint. */
interface ParameterSource {
    /** All names. */
    Set<String> names();

    /** The shape of a parameter that is there. */
    int[] shape(String name);

    /** The numbers of a parameter that is there, last axis fastest. */
    float[] floats(String name);

    /** What the checkpoint is called in messages. */
    String where();
}
