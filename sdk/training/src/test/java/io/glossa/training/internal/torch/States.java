package io.glossa.training.internal.torch;

import io.glossa.training.internal.engine.ParameterState;
import io.glossa.training.internal.engine.TrainableModel;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** States of models as arrays. */
final class States {
    private States() {}

    static float[] read(TrainableModel model, String name, ParameterState state) {
        int size = 1;
        for (int dim : model.shape(name)) {
            size *= dim;
        }
        float[] floats = new float[size];
        model.read(name, state, FloatBuffer.wrap(floats));
        return floats;
    }

    /** A state of every trainable parameter. */
    static Map<String, float[]> all(TrainableModel model, ParameterState state) {
        Map<String, float[]> all = new LinkedHashMap<>();
        model.trainable().forEach(name -> all.put(name, read(model, name, state)));
        return all;
    }

    static void write(TrainableModel model, ParameterState state, Map<String, float[]> values) {
        values.forEach((name, floats) -> model.write(name, state, FloatBuffer.wrap(floats)));
    }
}
