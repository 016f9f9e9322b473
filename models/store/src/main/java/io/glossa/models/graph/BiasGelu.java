package io.glossa.models.graph;

import java.util.List;
import java.util.Map;

/** Joins a bias and the GELU after it. */
final class BiasGelu implements GraphPass {
    @Override
    public void apply(Graph graph) {
        for (Node node : List.copyOf(graph.nodes())) {
            boolean exact = node.is("Gelu");
            if ((exact || node.is("FastGelu")) && node.inputs().size() == 1) {
                BiasAdd.behind(graph, node.input(0)).ifPresent(sum -> graph.replace(node,
                        new Node(Node.MICROSOFT, exact ? "BiasGelu" : "FastGelu", List.of(sum.rows(), sum.bias()),
                                node.outputs(), Map.of()), sum.add()));
            }
        }
    }
}
