package io.glossa.models.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives what a graph returns its name where it is made, instead of copying it into a value of that name. */
final class NamedOutputs implements GraphPass {
    @Override
    public void apply(Graph graph) {
        for (Node copy : List.copyOf(graph.nodes())) {
            Value from = copy.input(0);
            if (copy.is("Identity") && contains(graph.outputs(), copy.output()) && !contains(graph.outputs(), from)) {
                Optional<Node> maker = graph.producer(from);
                if (maker.isPresent()) {
                    graph.nodes().remove(copy);
                    rename(graph.nodes(), from, copy.output());
                }
            }
        }
    }

    private static void rename(List<Node> nodes, Value old, Value named) {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            nodes.set(i, new Node(node.domain(), node.operator(), renamed(node.inputs(), old, named), renamed(node.outputs(), old, named),
                    node.attributes()));
        }
    }

    private static List<Value> renamed(List<Value> values, Value old, Value named) {
        List<Value> renamed = new ArrayList<>();
        values.forEach(value -> renamed.add(value.name().equals(old.name()) ? named : value));
        return renamed;
    }

    private static boolean contains(List<Value> values, Value value) {
        return values.stream().anyMatch(each -> each.name().equals(value.name()));
    }
}
