package io.glossa.models.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins products of one input with several matrices, as those for queries, keys and values, into one product that is split afterwards.
 * In 8 bits the input is then quantised once.
 */
final class MergeProjections implements GraphPass {
    @Override
    public void apply(Graph graph) {
        Map<String, List<Node>> byInput = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.is("MatMul") && node.input(1).rank() == 2 && graph.constant(node.input(1)).isPresent()) {
                byInput.computeIfAbsent(node.input(0).name(), name -> new ArrayList<>()).add(node);
            }
        }
        byInput.values().stream().filter(products -> products.size() > 1).forEach(products -> merge(graph, products));
    }

    private static void merge(Graph graph, List<Node> products) {
        Node first = products.get(0);
        int in = first.input(1).dim(0);
        int[] widths = products.stream().mapToInt(product -> product.input(1).dim(1)).toArray();
        int width = java.util.Arrays.stream(widths).sum();
        List<Constant> matrices = products.stream().map(product -> graph.constant(product.input(1)).orElseThrow()).toList();
        String name = String.join("+", matrices.stream().map(matrix -> matrix.value().name()).toList());
        Value all = graph.add(Constant.lazy(new Value(name, ElementType.FLOAT, in, width), () -> {
            float[] joined = new float[in * width];
            int at = 0;
            for (int m = 0; m < widths.length; m++) {
                float[] floats = matrices.get(m).floats().get();
                for (int row = 0; row < in; row++) {
                    System.arraycopy(floats, row * widths[m], joined, row * width + at, widths[m]);
                }
                at += widths[m];
            }
            return joined;
        }));
        int[] shape = first.output().shape().clone();
        shape[shape.length - 1] = width;
        Value product = new Value(graph.fresh("MatMul"), ElementType.FLOAT, shape);
        Value sizes = graph.add(Constant.opaque(new Value(graph.fresh("sizes"), ElementType.INT64, widths.length),
                TensorData.of(java.util.Arrays.stream(widths).asLongStream().toArray())));
        List<Value> parts = products.stream().map(Node::output).toList();
        int at = graph.nodes().indexOf(first);
        graph.nodes().set(at, new Node("", "MatMul", List.of(first.input(0), all), List.of(product), Map.of()));
        graph.nodes().add(at + 1, new Node("", "Split", List.of(product, sizes), parts, Map.of("axis", -1L)));
        products.stream().skip(1).forEach(graph.nodes()::remove);
    }
}
