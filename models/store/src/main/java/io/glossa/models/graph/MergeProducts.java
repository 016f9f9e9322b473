package io.glossa.models.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins products of one input with several matrices as checkpoints have them, [out,in], and what is added to them, into one product that
 * is split afterwards: with few rows, one wide product takes less time than several narrow ones. Matrices are called by their names with
 * {@code +} between.
 */
final class MergeProducts implements GraphPass {
    /** A product, and the sum with a bias that is all that reads it; null without one. */
    private record Product(Node node, @Nullable Node sum) {
        Value output() {
            return sum == null ? node.output() : sum.output();
        }
    }

    @Override
    public void apply(Graph graph) {
        Map<String, List<Product>> byInput = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.is("FusedMatMul") && node.input(1).rank() == 2 && graph.constant(node.input(1)).isPresent()) {
                byInput.computeIfAbsent(node.input(0).name(), name -> new ArrayList<>()).add(new Product(node, sum(graph, node).orElse(null)));
            }
        }
        for (List<Product> products : byInput.values()) {
            long sums = products.stream().filter(product -> product.sum() != null).count();
            if (products.size() > 1 && (sums == 0 || sums == products.size())) {
                merge(graph, products);
            }
        }
    }

    private static Optional<Node> sum(Graph graph, Node product) {
        return graph.nodes().stream().filter(node -> node.is("Add") && node.input(0).name().equals(product.output().name()))
                .filter(add -> BiasAdd.isBias(graph, add) && graph.uses(product.output()) == 1).findFirst();
    }

    private static void merge(Graph graph, List<Product> products) {
        Node first = products.get(0).node();
        boolean biased = products.get(0).sum() != null;
        List<Value> weights = products.stream().map(product -> product.node().input(1)).toList();
        long[] widths = weights.stream().mapToLong(weight -> weight.dim(0)).toArray();
        int width = Math.toIntExact(Arrays.stream(widths).sum());
        int[] shape = first.output().shape().clone();
        shape[shape.length - 1] = width;
        List<Node> merged = new ArrayList<>();
        Value whole = new Value(graph.fresh("FusedMatMul"), ElementType.FLOAT, shape);
        merged.add(new Node(first.domain(), first.operator(), List.of(first.input(0), joined(graph, weights, width, first.input(1).dim(1))),
                List.of(whole), first.attributes()));
        if (biased) {
            Value bias = joined(graph, products.stream().map(product -> product.sum().input(1)).toList(), width);
            Value sum = new Value(graph.fresh("Add"), ElementType.FLOAT, shape);
            merged.add(new Node("", "Add", List.of(whole, bias), List.of(sum), Map.of()));
            whole = sum;
        }
        Value sizes = graph.add(Constant.opaque(new Value(graph.fresh("sizes"), ElementType.INT64, widths.length), TensorData.of(widths)));
        merged.add(new Node("", "Split", List.of(whole, sizes), products.stream().map(Product::output).toList(), Map.of("axis", -1L)));
        graph.nodes().addAll(graph.nodes().indexOf(first), merged);
        for (Product product : products) {
            graph.nodes().remove(product.node());
            graph.nodes().remove(product.sum());
        }
    }

    /** Constants one below the other. */
    private static Value joined(Graph graph, List<Value> parts, int... shape) {
        List<Constant> constants = parts.stream().map(part -> graph.constant(part).orElseThrow()).toList();
        return graph.add(Constant.lazy(new Value(String.join("+", parts.stream().map(Value::name).toList()), ElementType.FLOAT, shape), () -> {
            float[] joined = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
            int at = 0;
            for (Constant constant : constants) {
                float[] floats = constant.floats().get();
                System.arraycopy(floats, 0, joined, at, floats.length);
                at += floats.length;
            }
            return joined;
        }));
    }
}
