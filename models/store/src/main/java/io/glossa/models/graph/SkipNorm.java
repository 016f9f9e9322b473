package io.glossa.models.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins a residual sum, the bias before it and the normalisation after it. */
final class SkipNorm implements GraphPass {
    @Override
    public void apply(Graph graph) {
        for (Node norm : List.copyOf(graph.nodes())) {
            if (norm.is("LayerNormalization") && norm.input(0).rank() == 3) {
                graph.producer(norm.input(0)).filter(node -> node.is("Add") && joins(graph, node))
                        .ifPresent(sum -> join(graph, norm, sum));
            }
        }
    }

    /** Both sides are rows of the same kind, so that nothing is repeated. */
    private static boolean joins(Graph graph, Node sum) {
        return sum.inputs().stream().noneMatch(input -> graph.constant(input).isPresent())
                && Arrays.equals(sum.input(0).shape(), sum.input(1).shape())
                && sum.output().type() == ElementType.FLOAT;
    }

    private static void join(Graph graph, Node norm, Node sum) {
        Value rows = sum.input(0);
        Value skip = sum.input(1);
        Value bias = Value.NONE;
        List<Node> needless = new ArrayList<>(List.of(sum));
        for (int side = 0; side < 2 && bias.isNone(); side++) {
            Optional<BiasAdd> biased = BiasAdd.behind(graph, sum.input(side));
            if (biased.isPresent()) {
                rows = biased.get().rows();
                skip = sum.input(1 - side);
                bias = biased.get().bias();
                needless.add(biased.get().add());
            }
        }
        List<Value> inputs = new ArrayList<>(List.of(rows, skip, norm.input(1), norm.input(2)));
        if (!bias.isNone()) {
            inputs.add(bias);
        }
        boolean sumIsRead = graph.uses(sum.output()) > 1;
        List<Value> outputs = sumIsRead
                ? List.of(norm.output(), Value.NONE, Value.NONE, sum.output())
                : List.of(norm.output());
        Node joined = new Node(Node.MICROSOFT, "SkipLayerNormalization", inputs, outputs,
                Map.of("epsilon", norm.attributes().get("epsilon")));
        if (sumIsRead) {
            // Readers of the sum may stand before the norm.
            graph.replace(sum, joined, needless.stream().filter(node -> node != sum).toArray(Node[]::new));
            graph.nodes().remove(norm);
        } else {
            graph.replace(norm, joined, needless.toArray(Node[]::new));
        }
    }
}
