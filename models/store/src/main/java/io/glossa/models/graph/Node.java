package io.glossa.models.graph;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operator at work.
 *
 * @param domain empty for standard operators
 * @param operator its name
 * @param inputs what it reads; {@link Value#NONE} where one is left out
 * @param outputs what it gives; {@link Value#NONE} where one is left out
 * @param attributes {@code Long}, {@code Float}, {@code String}, {@code long[]} by name
 */
record Node(String domain, String operator, List<Value> inputs, List<Value> outputs, Map<String, Object> attributes) {
    /** Operators that ONNX Runtime adds to the standard. */
    static final String MICROSOFT = "com.microsoft";

    Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = new TreeMap<>(attributes);
    }

    boolean is(String operator) {
        return this.operator.equals(operator);
    }

    Value input(int index) {
        return index < inputs.size() ? inputs.get(index) : Value.NONE;
    }

    Value output() {
        return outputs.get(0);
    }
}
