package io.glossa.models.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph under construction: nodes in an order in which they can run. Not thread-safe. */
final class Graph {
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<String, Integer> counters = new HashMap<>();

    List<Value> inputs() {
        return inputs;
    }

    List<Value> outputs() {
        return outputs;
    }

    List<Node> nodes() {
        return nodes;
    }

    Map<String, Constant> constants() {
        return constants;
    }

    /** A name that nothing in this graph has. */
    String fresh(String stem) {
        return stem + "_" + counters.merge(stem, 1, Integer::sum);
    }

    Value add(Constant constant) {
        constants.put(constant.value().name(), constant);
        return constant.value();
    }

    /** The node that gives a value; empty for inputs and constants. */
    Optional<Node> producer(Value value) {
        for (Node node : nodes) {
            for (Value output : node.outputs()) {
                if (output.name().equals(value.name()) && !value.isNone()) {
                    return Optional.of(node);
                }
            }
        }
        return Optional.empty();
    }

    /** How often a value is read, as an output of the graph too. */
    int uses(Value value) {
        int uses = 0;
        for (Node node : nodes) {
            for (Value input : node.inputs()) {
                uses += input.name().equals(value.name()) ? 1 : 0;
            }
        }
        for (Value output : outputs) {
            uses += output.name().equals(value.name()) ? 1 : 0;
        }
        return uses;
    }

    Optional<Constant> constant(Value value) {
        return Optional.ofNullable(constants.get(value.name()));
    }

    /** Puts a node in the place of another, and takes nodes away that it makes needless. */
    void replace(Node old, Node replacement, Node... needless) {
        nodes.set(nodes.indexOf(old), replacement);
        for (Node node : needless) {
            nodes.remove(node);
        }
    }

    /** Drops nodes and constants that nothing reads. */
    void prune() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().allMatch(output -> output.isNone() || uses(output) == 0)) {
                nodes.remove(i);
            }
        }
        constants.values().removeIf(constant -> uses(constant.value()) == 0);
    }
}
