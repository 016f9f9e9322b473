package io.glossa.models.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns a graph into one with 8-bit products and tables. Matrices are symmetric with a scale for each column, in 7 bits, so
 * that sums of two products never saturate on processors that add them in 16 bits. Tables of embeddings have a scale for each
 * row.
 *
 * <p>What a matrix is multiplied with is quantised as the graph runs. Out of the wide part of a layer, where single tokens carry
 * very large numbers, each row has its own scale, and steps start at the lowest value of the activation if it has one. Elsewhere a
 * run has one scale: it must hold one text. Products of pooled rows stay as they are; they cost little and decide much. The exact GELU
 * becomes the one by tanh, which differs from it by less than 8 bits can tell. Measured in docs/performance/int8.md.
 */
final class Int8 implements GraphPass {
    /** 255 · 64 · 2 is the most that two products can add up to, below 2¹⁵. */
    private static final float MATRIX_RANGE = 64;
    private static final float TABLE_RANGE = 127;
    private static final int SMALLEST_TABLE = 3000;
    /** A little below the least value of GELU, −0.16997. */
    private static final float GELU_LOWEST = -0.1701f;

    private final Set<String> kept;

    /** Leaves the products with matrices of these parameters as they are. */
    Int8(Set<String> kept) {
        this.kept = kept;
    }

    @Override
    public void apply(Graph graph) {
        for (Node node : products(graph)) {
            if (parameters(node.input(1)).stream().noneMatch(kept::contains)) {
                product(graph, node, graph.constant(node.input(1)).orElseThrow());
            }
        }
        for (Node node : List.copyOf(graph.nodes())) {
            if (node.is("Gather") && node.input(0).rank() == 2 && node.input(0).dim(0) >= SMALLEST_TABLE) {
                graph.constant(node.input(0)).ifPresent(table -> rows(graph, node, table));
            } else if (node.is("Gelu") || node.is("BiasGelu")) {
                graph.replace(node, new Node(Node.MICROSOFT, "FastGelu", node.inputs(), node.outputs(), Map.of()));
            }
        }
        graph.prune();
    }

    /** The products that can be in 8 bits. */
    static List<Node> products(Graph graph) {
        return graph.nodes().stream().filter(node -> node.is("MatMul") && node.output().rank() == 3 && node.input(1).rank() == 2
                && graph.constant(node.input(1)).isPresent()).toList();
    }

    /** The parameters that a matrix is made of. */
    static List<String> parameters(Value matrix) {
        return Stream.of(matrix.name().split("\\+")).map(name -> name.replaceFirst("\\.transposed$", "")).toList();
    }

    private static void product(Graph graph, Node node, Constant matrix) {
        Optional<Node> before = graph.producer(node.input(0));
        if (before.filter(from -> from.is("FastGelu") || from.is("Gelu") || from.is("BiasGelu")).isPresent()) {
            RowScales.fromLowest(graph, node, quantised(graph, matrix), GELU_LOWEST);
        } else if (before.filter(from -> from.is("Relu")).isPresent()) {
            RowScales.fromLowest(graph, node, quantised(graph, matrix), 0);
        } else if (matrix.value().dim(0) > matrix.value().dim(1)) {
            RowScales.symmetric(graph, node, quantised(graph, matrix));
        } else {
            Quantised weights = quantised(graph, matrix);
            graph.replace(node, new Node(Node.MICROSOFT, "DynamicQuantizeMatMul",
                    List.of(node.input(0), weights.matrix(), weights.scales()), node.outputs(), Map.of()));
        }
    }

    /**
     * A matrix in 7 bits.
     *
     * @param matrix [in,out]
     * @param scales [out]
     */
    record Quantised(Value matrix, Value scales) {}

    private static Quantised quantised(Graph graph, Constant matrix) {
        int in = matrix.value().dim(0);
        int out = matrix.value().dim(1);
        Columns columns = new Columns(matrix, in, out);
        String name = matrix.value().name();
        Value quantised = graph.add(Constant.opaque(new Value(name + ".int8", ElementType.INT8, in, out),
                stream -> stream.write(columns.quantised())));
        Value scales = graph.add(Constant.lazy(new Value(name + ".scale", ElementType.FLOAT, out), columns::scales));
        return new Quantised(quantised, scales);
    }

    /** The columns of a matrix [in,out] in 7 bits. */
    private record Columns(Constant matrix, int in, int out) {
        float[] scales() {
            return scales(matrix.floats().get());
        }

        private float[] scales(float[] floats) {
            float[] scales = new float[out];
            for (int i = 0; i < floats.length; i++) {
                scales[i % out] = Math.max(scales[i % out], Math.abs(floats[i]));
            }
            for (int c = 0; c < out; c++) {
                scales[c] = scales[c] == 0 ? 1 : scales[c] / MATRIX_RANGE;
            }
            return scales;
        }

        byte[] quantised() {
            float[] floats = matrix.floats().get();
            float[] scales = scales(floats);
            byte[] bytes = new byte[floats.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Math.round(floats[i] / scales[i % out]);
            }
            return bytes;
        }
    }

    private static void rows(Graph graph, Node node, Constant table) {
        int count = table.value().dim(0);
        int width = table.value().dim(1);
        Rows rows = new Rows(table, count, width);
        String name = table.value().name();
        Value quantised = graph.add(Constant.opaque(new Value(name + ".int8", ElementType.INT8, count, width),
                stream -> stream.write(rows.quantised())));
        Value scales = graph.add(Constant.lazy(new Value(name + ".scale", ElementType.FLOAT, count, 1), rows::scales));
        Value ids = node.input(1);
        int[] shape = node.output().shape();
        int[] one = shape.clone();
        one[one.length - 1] = 1;
        Value bytes = new Value(graph.fresh("Rows"), ElementType.INT8, shape);
        Value scale = new Value(graph.fresh("Scales"), ElementType.FLOAT, one);
        Value floats = new Value(graph.fresh("Floats"), ElementType.FLOAT, shape);
        List<Node> steps = new ArrayList<>();
        Map<String, Object> axis = new LinkedHashMap<>(Map.of("axis", 0L));
        steps.add(new Node("", "Gather", List.of(quantised, ids), List.of(bytes), axis));
        steps.add(new Node("", "Gather", List.of(scales, ids), List.of(scale), axis));
        steps.add(new Node("", "Cast", List.of(bytes), List.of(floats), Map.of("to", (long) ElementType.FLOAT.code())));
        steps.add(new Node("", "Mul", List.of(floats, scale), node.outputs(), Map.of()));
        int at = graph.nodes().indexOf(node);
        graph.nodes().remove(at);
        graph.nodes().addAll(at, steps);
    }

    /** The rows of a table [count,width] in 8 bits. */
    private record Rows(Constant table, int count, int width) {
        float[] scales() {
            return scales(table.floats().get());
        }

        private float[] scales(float[] floats) {
            float[] scales = new float[count];
            for (int i = 0; i < floats.length; i++) {
                scales[i / width] = Math.max(scales[i / width], Math.abs(floats[i]));
            }
            for (int r = 0; r < count; r++) {
                scales[r] = scales[r] == 0 ? 1 : scales[r] / TABLE_RANGE;
            }
            return scales;
        }

        byte[] quantised() {
            float[] floats = table.floats().get();
            float[] scales = scales(floats);
            byte[] bytes = new byte[floats.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Math.round(floats[i] / scales[i / width]);
            }
            return bytes;
        }
    }
}
