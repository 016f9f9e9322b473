package io.glossa.models.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Products in which each row of what is multiplied has a scale of its own. The row is divided by its largest value, rounded with
 * a constant scale, multiplied as integers, and the product multiplied by the largest value again.
 */
final class RowScales {
    private static final float SMALLEST = 1e-20f;
    private static final int BELOW = 16;
    private static final Map<String, Object> LAST_AXIS = Map.of("axes", new long[] {-1}, "keepdims", 1L);

    private final Graph graph;
    private final List<Node> steps = new ArrayList<>();
    private float smallest = SMALLEST;

    private RowScales(Graph graph) {
        this.graph = graph;
    }

    /** Rows of numbers on both sides of zero. */
    static void symmetric(Graph graph, Node product, Int8.Quantised weights) {
        RowScales rows = new RowScales(graph);
        Value x = product.input(0);
        Value largest = rows.step("ReduceMax", one(x), LAST_AXIS, rows.step("Abs", x.shape(), Map.of(), x));
        rows.multiply(product, weights, x, largest, 1f / 127, 128, product.output());
        rows.put(product);
    }

    /**
     * Rows of numbers that are hardly below zero, as activations give them: all but {@value #BELOW} of the 256 steps are for what
     * is above. A row's step is at least such that {@code lowest} is still among them.
     *
     * @param lowest the least number, at most 0
     */
    static void fromLowest(Graph graph, Node product, Int8.Quantised weights, float lowest) {
        RowScales rows = new RowScales(graph);
        Value x = product.input(0);
        int below = lowest == 0 ? 0 : BELOW;
        int above = 255 - below;
        rows.smallest = lowest == 0 ? SMALLEST : -lowest / below * above;
        Value largest = rows.step("ReduceMax", one(x), LAST_AXIS, x);
        rows.multiply(product, weights, x, largest, 1f / above, below, product.output());
        rows.put(product);
    }

    private void multiply(Node product, Int8.Quantised weights, Value x, Value largest, float scale, int zero, Value output) {
        Value divisor = step("Max", largest.shape(), Map.of(), largest, scalar("smallest", smallest));
        // To divide is dear, and there is one divisor for a whole row.
        Value factor = step("Reciprocal", divisor.shape(), Map.of(), divisor);
        Value scaled = step("Mul", x.shape(), Map.of(), x, factor);
        Value step = scalar("step", scale);
        Value zeroPoint = graph.add(Constant.opaque(new Value("zero_" + zero, ElementType.UINT8), out -> out.write(zero)));
        Value bytes = new Value(graph.fresh("Bytes"), ElementType.UINT8, x.shape());
        steps.add(new Node("", "QuantizeLinear", List.of(scaled, step, zeroPoint), List.of(bytes), Map.of()));
        Value integers = new Value(graph.fresh("Product"), ElementType.FLOAT, product.output().shape());
        steps.add(new Node(Node.MICROSOFT, "MatMulIntegerToFloat",
                List.of(bytes, weights.matrix(), step, weights.scales(), zeroPoint), List.of(integers), Map.of()));
        steps.add(new Node("", "Mul", List.of(integers, divisor), List.of(output), Map.of()));
    }

    private Value step(String operator, int[] shape, Map<String, Object> attributes, Value... inputs) {
        Value output = new Value(graph.fresh(operator), ElementType.FLOAT, shape);
        steps.add(new Node("", operator, List.of(inputs), List.of(output), attributes));
        return output;
    }

    private Value scalar(String name, float value) {
        return graph.add(Constant.of(new Value(name + "_" + value, ElementType.FLOAT), new float[] {value}));
    }

    private static int[] one(Value x) {
        int[] shape = x.shape().clone();
        shape[shape.length - 1] = 1;
        return shape;
    }

    private void put(Node product) {
        int at = graph.nodes().indexOf(product);
        graph.nodes().remove(at);
        graph.nodes().addAll(at, steps);
    }
}
