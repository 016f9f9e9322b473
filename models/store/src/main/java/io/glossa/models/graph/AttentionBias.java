package io.glossa.models.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets the attention operator add the biases of queries, keys and values, which it does in passing. */
final class AttentionBias implements GraphPass {
    @Override
    public void apply(Graph graph) {
        for (Node node : List.copyOf(graph.nodes())) {
            if (node.is("MultiHeadAttention") && node.input(3).isNone()) {
                Optional<BiasAdd> query = BiasAdd.behind(graph, node.input(0));
                Optional<BiasAdd> key = BiasAdd.behind(graph, node.input(1));
                Optional<BiasAdd> value = BiasAdd.behind(graph, node.input(2));
                if (query.isPresent() && key.isPresent() && value.isPresent()) {
                    join(graph, node, query.get(), key.get(), value.get());
                }
            }
        }
    }

    private static void join(Graph graph, Node node, BiasAdd query, BiasAdd key, BiasAdd value) {
        int width = query.bias().dim(0) + key.bias().dim(0) + value.bias().dim(0);
        Value all = new Value(
                String.join("+", query.bias().name(), key.bias().name(), value.bias().name()), ElementType.FLOAT, width);
        List<Constant> parts = List.of(graph.constant(query.bias()).orElseThrow(), graph.constant(key.bias()).orElseThrow(),
                graph.constant(value.bias()).orElseThrow());
        graph.add(Constant.lazy(all, () -> {
            float[] joined = new float[width];
            int at = 0;
            for (Constant part : parts) {
                float[] floats = part.floats().get();
                System.arraycopy(floats, 0, joined, at, floats.length);
                at += floats.length;
            }
            return joined;
        }));
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, query.rows());
        inputs.set(1, key.rows());
        inputs.set(2, value.rows());
        if (inputs.size() == 3) {
            inputs.add(all);
        } else {
            inputs.set(3, all);
        }
        graph.replace(node, new Node(node.domain(), node.operator(), inputs, node.outputs(), Map.copyOf(node.attributes())),
                query.add(), key.add(), value.add());
    }
}
