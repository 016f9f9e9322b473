package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.glossa.error.ModelFormatException;
import io.glossa.training.internal.engine.ParameterRule;
import io.glossa.training.internal.engine.ParameterValues;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The parameters and constants that forward passes ask for, in the engine's memory. Not thread-safe. */
final class ParameterStore implements Slots {
    private final NDManager manager;
    private final ParameterValues values;
    private final Function<String, ParameterRule> rules;
    private final Predicate<String> frozen;
    private final Set<String> names;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<NDArray> parameters = new ArrayList<>();
    private final Map<Table, Integer> constantPlaces = new LinkedHashMap<>();
    private final List<NDArray> constants = new ArrayList<>();

    ParameterStore(NDManager manager, ParameterValues values, Function<String, ParameterRule> rules, Predicate<String> frozen) {
        this.manager = manager;
        this.values = values;
        this.rules = rules;
        this.frozen = frozen;
        names = new LinkedHashSet<>(values.names());
        // A list without elements is not seen as one.
        constants.add(manager.zeros(new Shape(1)));
    }

    @Override
    public boolean has(String name) {
        return names.contains(name);
    }

    @Override
    public int parameter(String name, int[] shape) {
        Integer known = places.get(name);
        if (known == null) {
            known = parameters.size();
            parameters.add(load(name, shape));
            places.put(name, known);
        }
        return known;
    }

    private NDArray load(String name, int[] shape) {
        if (!has(name)) {
            throw new ModelFormatException("checkpoint: expected a tensor " + name + " " + Arrays.toString(shape)
                    + ", found none; the checkpoint is of another class or incomplete");
        }
        int[] found = values.shape(name);
        if (!Arrays.equals(found, shape)) {
            throw new ModelFormatException("checkpoint: expected the tensor " + name + " to have the shape " + Arrays.toString(shape)
                    + ", found " + Arrays.toString(found) + "; weights and config.json do not belong together");
        }
        NDArray array = manager.zeros(shape(shape));
        Tensors.write(array, FloatBuffer.wrap(values.floats(name)));
        if (isTrainable(name)) {
            array.setRequiresGradient(true);
        }
        return array;
    }

    /** Whether a parameter is to change. */
    boolean isTrainable(String name) {
        return rules.apply(name).trainable() && !frozen.test(name);
    }

    static Shape shape(int[] sizes) {
        return new Shape(Arrays.stream(sizes).asLongStream().toArray());
    }

    @Override
    public int constant(Table table) {
        Integer known = constantPlaces.get(table);
        if (known == null) {
            known = constants.size();
            boolean floats = table.integers().length == 0;
            constants.add(floats
                    ? manager.create(FloatBuffer.wrap(table.floats()), shape(table.shape()), DataType.FLOAT32).duplicate()
                    : manager.create(LongBuffer.wrap(table.integers()), shape(table.shape()), DataType.INT64).duplicate());
            constantPlaces.put(table, known);
        }
        return known;
    }

    /** Names of what was asked for, in that order. */
    List<String> names() {
        return List.copyOf(places.keySet());
    }

    /** Whether a parameter was asked for. */
    boolean isUsed(String name) {
        return places.containsKey(name);
    }

    /** A parameter that was asked for. */
    PtNDArray get(String name) {
        return (PtNDArray) parameters.get(places.get(name));
    }

    PtNDArray parameter(int place) {
        return (PtNDArray) parameters.get(place);
    }

    List<NDArray> parameters() {
        return parameters;
    }

    List<NDArray> constants() {
        return constants;
    }
}
