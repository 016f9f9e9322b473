package io.glossa.models.graph;

import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.Activation;
import io.glossa.models.architecture.TensorOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an architecture does as nodes of a graph. Operators of opset {@value #OPSET} throughout; with {@code fused} also
 * those that ONNX Runtime adds. Where products stay in floats, weights are written as the checkpoint has them, and the operator turns
 * them over: ONNX Runtime packs them when it loads a graph in either case. The same node is never written twice. Not thread-safe.
 */
final class GraphOps implements TensorOps<Value> {
    /** Old enough for every runtime in use, and the first with LayerNormalization. */
    static final int OPSET = 17;

    private final Graph graph;
    private final Parameters parameters;
    private final boolean fused;
    private final boolean turned;
    private final Set<String> used = new HashSet<>();
    private final Map<String, Value> written = new HashMap<>();

    /**
     * An interpreter.
     *
     * @param fused with operators that ONNX Runtime adds
     * @param turned with the matrices of products turned over beforehand, [in,out], as standard and 8-bit operators want them
     */
    GraphOps(Graph graph, Parameters parameters, boolean fused, boolean turned) {
        this.graph = graph;
        this.parameters = parameters;
        this.fused = fused;
        this.turned = turned;
    }

    /** Names of the parameters that were asked for. */
    Set<String> used() {
        return used;
    }

    // Parameters and constants

    @Override
    public boolean hasParameter(String name) {
        return parameters.names().contains(name);
    }

    @Override
    public Value parameter(String name, int... shape) {
        if (!hasParameter(name)) {
            throw new ModelFormatException(parameters.where() + ": expected a tensor " + name + " "
                    + Arrays.toString(shape) + ", found none; the checkpoint is of another class or incomplete");
        }
        if (!Arrays.equals(parameters.shape(name), shape)) {
            throw new ModelFormatException(parameters.where() + ": expected the tensor " + name + " to have the shape "
                    + Arrays.toString(shape) + ", found " + Arrays.toString(parameters.shape(name))
                    + "; weights and config.json do not belong together");
        }
        used.add(name);
        Constant known = graph.constants().get(name);
        return known != null ? known.value() : graph.add(new Constant(new Value(name, ElementType.FLOAT, shape),
                TensorData.of(parameters, name), () -> parameters.floats(name)));
    }

    private Value constant(String name, Supplier<float[]> values, int... shape) {
        Constant known = graph.constants().get(name);
        return known != null ? known.value() : graph.add(Constant.lazy(new Value(name, ElementType.FLOAT, shape), values));
    }

    @Override
    public Value constant(float[] values, int... shape) {
        return shared("floats" + Arrays.hashCode(values) + Arrays.toString(shape) + values.length, () ->
                graph.add(Constant.of(new Value(graph.fresh("constant"), ElementType.FLOAT, shape), values)));
    }

    @Override
    public Value constant(long[] values, int... shape) {
        return shared("longs" + Arrays.toString(values) + Arrays.toString(shape), () -> graph.add(
                Constant.opaque(new Value(graph.fresh("constant"), ElementType.INT64, shape), TensorData.of(values))));
    }

    private Value scalar(float value) {
        return constant(new float[] {value});
    }

    private Value scalar(long value) {
        return constant(new long[] {value});
    }

    private Value axes(long... axes) {
        return constant(axes, axes.length);
    }

    private Value shared(String key, Supplier<Value> make) {
        Value known = written.get(key);
        if (known == null) {
            known = make.get();
            written.put(key, known);
        }
        return known;
    }

    // Nodes

    private Value node(String operator, ElementType type, int[] shape, Map<String, Object> attributes, Value... inputs) {
        return node("", operator, type, shape, attributes, inputs);
    }

    private Value node(String domain, String operator, ElementType type, int[] shape, Map<String, Object> attributes,
            Value... inputs) {
        StringBuilder key = new StringBuilder("node ").append(domain).append(' ').append(operator);
        for (Value input : inputs) {
            key.append(' ').append(input.name());
        }
        attributes.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> key.append(' ')
                .append(entry.getKey()).append('=')
                .append(entry.getValue() instanceof long[] many ? Arrays.toString(many) : entry.getValue()));
        return shared(key.toString(), () -> {
            Value output = new Value(graph.fresh(operator), type, shape);
            graph.nodes().add(new Node(domain, operator, List.of(inputs), List.of(output), attributes));
            return output;
        });
    }

    private Value elementwise(String operator, ElementType type, Value... inputs) {
        int[] shape = inputs[0].shape();
        for (int i = 1; i < inputs.length; i++) {
            shape = broadcast(shape, inputs[i].shape());
        }
        return node(operator, type, shape, Map.of(), inputs);
    }

    private static int[] broadcast(int[] a, int[] b) {
        int[] shape = new int[Math.max(a.length, b.length)];
        for (int i = 1; i <= shape.length; i++) {
            int left = i <= a.length ? a[a.length - i] : 1;
            int right = i <= b.length ? b[b.length - i] : 1;
            shape[shape.length - i] = left == 1 ? right : right == 1 ? left : left == Value.OPEN ? right : left;
        }
        return shape;
    }

    // Integers and booleans

    @Override
    public Value positions(Value ids) {
        return indices(ids, 1);
    }

    @Override
    public Value indices(Value x, int axis) {
        Value count = node("Squeeze", ElementType.INT64, new int[0], Map.of(), size(x, axis), axes(0));
        return node("Range", ElementType.INT64, new int[] {x.dim(axis)}, Map.of(), scalar(0L), count, scalar(1L));
    }

    /** The size of an axis [1]. */
    private Value size(Value x, long axis) {
        return node("Shape", ElementType.INT64, new int[] {1}, Map.of("start", axis, "end", axis + 1), x);
    }

    @Override
    public Value cumulativeSum(Value integers) {
        return node("CumSum", ElementType.INT64, integers.shape(), Map.of(), integers, scalar((long) integers.rank() - 1));
    }

    @Override
    public Value notEqual(Value integers, long value) {
        return elementwise("Not", ElementType.BOOL, elementwise("Equal", ElementType.BOOL, integers, scalar(value)));
    }

    @Override
    public Value atMost(Value integers, long value) {
        return elementwise("LessOrEqual", ElementType.BOOL, integers, scalar(value));
    }

    @Override
    public Value absolute(Value integers) {
        return elementwise("Abs", ElementType.INT64, integers);
    }

    @Override
    public Value clamp(Value integers, long low, long high) {
        return elementwise("Clip", ElementType.INT64, integers, scalar(low), scalar(high));
    }

    @Override
    public Value toIntegers(Value booleans) {
        return node("Cast", ElementType.INT64, booleans.shape(), Map.of("to", (long) ElementType.INT64.code()), booleans);
    }

    @Override
    public Value toFloats(Value integers) {
        return node("Cast", ElementType.FLOAT, integers.shape(), Map.of("to", (long) ElementType.FLOAT.code()), integers);
    }

    @Override
    public Value choose(Value booleans, float whenTrue, float whenFalse) {
        return node("Where", ElementType.FLOAT, booleans.shape(), Map.of(), booleans, scalar(whenTrue), scalar(whenFalse));
    }

    // Arithmetic

    @Override
    public Value add(Value a, Value b) {
        return elementwise("Add", a.type(), a, b);
    }

    @Override
    public Value subtract(Value a, Value b) {
        return elementwise("Sub", a.type(), a, b);
    }

    @Override
    public Value multiply(Value a, Value b) {
        return elementwise("Mul", a.type(), a, b);
    }

    @Override
    public Value divide(Value a, Value b) {
        return elementwise("Div", a.type(), a, b);
    }

    @Override
    public Value plus(Value integers, long value) {
        return value == 0 ? integers : elementwise("Add", ElementType.INT64, integers, scalar(value));
    }

    @Override
    public Value times(Value floats, double factor) {
        return factor == 1 ? floats : elementwise("Mul", ElementType.FLOAT, floats, scalar((float) factor));
    }

    // Layers

    @Override
    public Value embedding(Value table, Value ids) {
        int[] shape = Arrays.copyOf(ids.shape(), ids.rank() + table.rank() - 1);
        System.arraycopy(table.shape(), 1, shape, ids.rank(), table.rank() - 1);
        return node("Gather", table.type(), shape, Map.of("axis", 0L), table, ids);
    }

    @Override
    public Value linear(Value x, Value weight, @Nullable Value bias) {
        Constant given = graph.constant(weight).orElseThrow(() -> new IllegalArgumentException(weight.name() + " is no parameter"));
        int out = weight.dim(0);
        int in = weight.dim(1);
        Value product;
        if (turned) {
            Value matrix = constant(weight.name() + ".transposed", () -> Transpose.of(given.floats().get(), out, in), in, out);
            product = matmul(x, matrix);
        } else {
            int[] shape = x.shape().clone();
            shape[shape.length - 1] = out;
            product = node(Node.MICROSOFT, "FusedMatMul", ElementType.FLOAT, shape, Map.of("transB", 1L), x, weight);
        }
        return bias == null ? product : add(product, bias);
    }

    @Override
    public Value matmul(Value a, Value b) {
        int[] outer = broadcast(Arrays.copyOf(a.shape(), a.rank() - 2), Arrays.copyOf(b.shape(), b.rank() - 2));
        int[] shape = Arrays.copyOf(outer, outer.length + 2);
        shape[outer.length] = a.dim(-2);
        shape[outer.length + 1] = b.dim(-1);
        return node("MatMul", ElementType.FLOAT, shape, Map.of(), a, b);
    }

    @Override
    public Value matmulTransposed(Value a, Value b) {
        int[] axes = new int[b.rank()];
        Arrays.setAll(axes, i -> i);
        axes[axes.length - 1] = axes.length - 2;
        axes[axes.length - 2] = axes.length - 1;
        return matmul(a, permute(b, axes));
    }

    @Override
    public Value layerNorm(Value x, Value weight, @Nullable Value bias, double epsilon) {
        Map<String, Object> attributes = Map.of("axis", -1L, "epsilon", (float) epsilon);
        return bias == null
                ? node("LayerNormalization", ElementType.FLOAT, x.shape(), attributes, x, weight)
                : node("LayerNormalization", ElementType.FLOAT, x.shape(), attributes, x, weight, bias);
    }

    @Override
    public Value rmsNorm(Value x, Value weight, double epsilon) {
        if (fused) {
            // ONNX Runtime registers it in the standard domain.
            return node("SimplifiedLayerNormalization", ElementType.FLOAT, x.shape(),
                    Map.of("axis", -1L, "epsilon", (float) epsilon), x, weight);
        }
        Value square = square(x);
        int[] shape = x.shape().clone();
        shape[shape.length - 1] = 1;
        Value mean = node("ReduceMean", ElementType.FLOAT, shape, Map.of("axes", new long[] {-1}, "keepdims", 1L), square);
        Value root = elementwise("Sqrt", ElementType.FLOAT, add(mean, scalar((float) epsilon)));
        return multiply(divide(x, root), weight);
    }

    @Override
    public Value convolution(Value x, Value weight, Value bias, int groups) {
        long kernel = weight.dim(2);
        Value result = node("Conv", ElementType.FLOAT, new int[] {x.dim(0), weight.dim(0), x.dim(1)},
                Map.of("group", (long) groups, "kernel_shape", new long[] {kernel}, "pads", new long[] {kernel / 2, kernel / 2}),
                permute(x, 0, 2, 1), weight, bias);
        return permute(result, 0, 2, 1);
    }

    @Override
    public Value lstm(Value x, Value inputWeight, Value stateWeight, Value inputBias, Value stateBias, boolean backwards,
            @Nullable Value mask) {
        int size = stateWeight.dim(1);
        Value weight = gates(inputWeight, size, inputWeight.dim(1));
        Value recurrent = gates(stateWeight, size, size);
        Supplier<float[]> first = floats(inputBias);
        Supplier<float[]> second = floats(stateBias);
        Value bias = constant(inputBias.name() + ".gates",
                () -> GateOrder.joined(GateOrder.of(first.get(), 1), GateOrder.of(second.get(), 1)), 1, 8 * size);
        Map<String, Object> attributes = Map.of("hidden_size", (long) size, "direction", backwards ? "reverse" : "forward");
        Value tokensFirst = permute(x, 1, 0, 2);
        int[] shape = {x.dim(1), 1, x.dim(0), size};
        Value states = mask == null
                ? node("LSTM", ElementType.FLOAT, shape, attributes, tokensFirst, weight, recurrent, bias)
                : node("LSTM", ElementType.FLOAT, shape, attributes, tokensFirst, weight, recurrent, bias, lengths(mask, ElementType.INT32));
        return permute(squeeze(states, 1), 1, 0, 2);
    }

    private Value gates(Value weight, int size, int in) {
        Supplier<float[]> given = floats(weight);
        return constant(weight.name() + ".gates", () -> GateOrder.of(given.get(), in), 1, 4 * size, in);
    }

    private Supplier<float[]> floats(Value parameter) {
        return graph.constant(parameter).orElseThrow(() -> new IllegalArgumentException(parameter.name() + " is no parameter"))
                .floats();
    }

    /** Number of tokens of each text [b]. */
    private Value lengths(Value mask, ElementType type) {
        Value sum = node("ReduceSum", ElementType.INT64, new int[] {mask.dim(0)}, Map.of("keepdims", 0L), mask, axes(1));
        return type == ElementType.INT64 ? sum : node("Cast", type, sum.shape(), Map.of("to", (long) type.code()), sum);
    }

    @Override
    public Value lastToken(Value x, @Nullable Value mask) {
        int[] shape = {x.dim(0), x.dim(2)};
        if (mask == null) {
            return node("Gather", ElementType.FLOAT, shape, Map.of("axis", 1L), x, constant(new long[] {-1}));
        }
        Value last = unsqueeze(plus(lengths(mask, ElementType.INT64), -1), 1);
        return node("GatherND", ElementType.FLOAT, shape, Map.of("batch_dims", 1L), x, last);
    }

    @Override
    public Value activation(Value x, Activation function) {
        return switch (function) {
            case IDENTITY -> x;
            case RELU -> elementwise("Relu", ElementType.FLOAT, x);
            case RELU6 -> elementwise("Clip", ElementType.FLOAT, x, scalar(0f), scalar(6f));
            case RELU_SQUARED -> square(elementwise("Relu", ElementType.FLOAT, x));
            case LEAKY_RELU -> node("LeakyRelu", ElementType.FLOAT, x.shape(), Map.of("alpha", 0.01f), x);
            case MISH -> multiply(x, elementwise("Tanh", ElementType.FLOAT, elementwise("Softplus", ElementType.FLOAT, x)));
            case TANH -> elementwise("Tanh", ElementType.FLOAT, x);
            case SIGMOID -> elementwise("Sigmoid", ElementType.FLOAT, x);
            case GELU -> gelu(x);
            case GELU_CLIPPED -> elementwise("Clip", ElementType.FLOAT, gelu(x), scalar(-10f), scalar(10f));
            case GELU_TANH -> geluTanh(x);
            case SILU -> sigmoidGate(x, 1);
            case QUICK_GELU -> sigmoidGate(x, 1.702);
        };
    }

    private Value square(Value x) {
        return multiply(x, x);
    }

    private Value gelu(Value x) {
        if (fused) {
            return node(Node.MICROSOFT, "Gelu", ElementType.FLOAT, x.shape(), Map.of(), x);
        }
        Value error = elementwise("Erf", ElementType.FLOAT, divide(x, scalar((float) Math.sqrt(2))));
        return times(multiply(x, add(error, scalar(1f))), 0.5);
    }

    private Value geluTanh(Value x) {
        if (fused) {
            return node(Node.MICROSOFT, "FastGelu", ElementType.FLOAT, x.shape(), Map.of(), x);
        }
        Value cube = multiply(multiply(x, x), x);
        Value inside = times(add(x, times(cube, 0.044715)), Math.sqrt(2 / Math.PI));
        return times(multiply(x, add(elementwise("Tanh", ElementType.FLOAT, inside), scalar(1f))), 0.5);
    }

    private Value sigmoidGate(Value x, double slope) {
        if (fused) {
            return node(Node.MICROSOFT, "QuickGelu", ElementType.FLOAT, x.shape(), Map.of("alpha", (float) slope), x);
        }
        return multiply(x, elementwise("Sigmoid", ElementType.FLOAT, times(x, slope)));
    }

    @Override
    public Value softmax(Value x) {
        return node("Softmax", ElementType.FLOAT, x.shape(), Map.of("axis", -1L), x);
    }

    @Override
    public Value dropout(Value x, double probability) {
        return x;
    }

    @Override
    public Value attention(Value query, Value key, Value value, int heads, double scale, @Nullable Value bias,
            @Nullable Value keyMask, double dropout) {
        if (fused) {
            return fusedAttention(query, key, value, heads, scale, bias, keyMask);
        }
        Value all = withMask(bias, keyMask);
        Value scores = times(matmulTransposed(splitHeads(query, heads), splitHeads(key, heads)), scale);
        Value weights = softmax(all == null ? scores : add(scores, all));
        return mergeHeads(matmul(weights, splitHeads(value, heads)));
    }

    private Value fusedAttention(Value query, Value key, Value value, int heads, double scale, @Nullable Value bias,
            @Nullable Value keyMask) {
        int[] shape = query.shape().clone();
        shape[2] = value.rank() == 4 ? heads * value.dim(3) : value.dim(2);
        List<Value> inputs = new ArrayList<>(List.of(query, key, value));
        if (bias != null) {
            inputs.addAll(List.of(Value.NONE, Value.NONE, withMask(bias, keyMask)));
        } else if (keyMask != null) {
            Value mask = node("Cast", ElementType.INT32, keyMask.shape(), Map.of("to", (long) ElementType.INT32.code()), keyMask);
            inputs.addAll(List.of(Value.NONE, mask));
        }
        return node(Node.MICROSOFT, "MultiHeadAttention", ElementType.FLOAT, shape,
                Map.of("num_heads", (long) heads, "scale", (float) scale, "mask_filter_value", MASKED),
                inputs.toArray(Value[]::new));
    }

    @Override
    public Value attentionOver(Value query, Value keys, Value values, int heads, double scale, @Nullable Value bias,
            @Nullable Value keyMask, double dropout) {
        return fused ? fusedAttention(query, keys, values, heads, scale, bias, keyMask)
                : TensorOps.super.attentionOver(query, keys, values, heads, scale, bias, keyMask, dropout);
    }

    /** The bias and the mask as one bias [b or 1, n or 1, q or 1, k]. */
    private @Nullable Value withMask(@Nullable Value bias, @Nullable Value keyMask) {
        if (keyMask == null) {
            return bias;
        }
        // Half of what hides alone, so that it can be added to a bias that hides.
        Value hidden = choose(notEqual(keyMask, 0), 0, MASKED / 2);
        Value mask = unsqueeze(unsqueeze(hidden, 1), 1);
        if (bias != null) {
            return add(elementwise("Max", ElementType.FLOAT, bias, scalar(MASKED / 2)), mask);
        }
        return mask;
    }

    @Override
    public Value rotary(Value x, int heads, Value positions, Value cosines, Value sines) {
        if (fused && startsAtZero(positions)) {
            return node(Node.MICROSOFT, "RotaryEmbedding", ElementType.FLOAT, x.shape(),
                    Map.of("num_heads", (long) heads, "rotary_embedding_dim", 0L), x, axes(0), cosines, sines);
        }
        Value split = splitHeads(x, heads);
        int half = split.dim(3) / 2;
        Value first = slice(split, 3, 0, half);
        Value second = slice(split, 3, half, 2 * half);
        Value cosine = embedding(cosines, positions);
        Value sine = embedding(sines, positions);
        return mergeHeads(concat(3,
                subtract(multiply(first, cosine), multiply(second, sine)),
                add(multiply(second, cosine), multiply(first, sine))));
    }

    /** Whether positions count up from zero, all of them or the first ones. */
    private boolean startsAtZero(Value positions) {
        return graph.producer(positions).map(node -> node.is("Range")
                || node.is("Slice") && startsAtZero(node.input(0)) && node.input(1).name().equals(axes(0).name()))
                .orElse(false);
    }

    // Shapes

    @Override
    public Value splitHeads(Value x, int heads) {
        int width = x.dim(2) / heads;
        if (x.dim(1) == 1) {
            // With one token, nothing has to move.
            return node("Reshape", ElementType.FLOAT, new int[] {x.dim(0), heads, 1, width}, Map.of(),
                    x, constant(new long[] {0, heads, 1, width}, 4));
        }
        Value split = node("Reshape", ElementType.FLOAT, new int[] {x.dim(0), x.dim(1), heads, width}, Map.of(),
                x, constant(new long[] {0, 0, heads, width}, 4));
        return permute(split, 0, 2, 1, 3);
    }

    @Override
    public Value mergeHeads(Value x) {
        int width = x.dim(1) * x.dim(3);
        return node("Reshape", ElementType.FLOAT, new int[] {x.dim(0), x.dim(2), width}, Map.of(),
                permute(x, 0, 2, 1, 3), constant(new long[] {0, 0, width}, 3));
    }

    @Override
    public Value regroup(Value x, Value like) {
        Value target = node("Concat", ElementType.INT64, new int[] {3}, Map.of("axis", 0L), size(like, 0), axes(-1), axes(x.dim(2)));
        // What attention makes of rows that were regrouped has as many tokens as they had before, once it is put back.
        int tokens = graph.producer(x).filter(node -> node.is("MultiHeadAttention")).flatMap(node -> graph.producer(node.input(0)))
                .filter(node -> node.is("Reshape") && node.input(0).name().equals(like.name())).map(node -> like.dim(1)).orElse(Value.OPEN);
        return node("Reshape", ElementType.FLOAT, new int[] {like.dim(0), tokens, x.dim(2)}, Map.of(), x, target);
    }

    @Override
    public Value permute(Value x, int... axes) {
        int[] shape = new int[axes.length];
        Arrays.setAll(shape, i -> x.shape()[axes[i]]);
        return node("Transpose", x.type(), shape, Map.of("perm", Arrays.stream(axes).asLongStream().toArray()), x);
    }

    @Override
    public Value unsqueeze(Value x, int axis) {
        int[] shape = new int[x.rank() + 1];
        for (int i = 0, from = 0; i < shape.length; i++) {
            shape[i] = i == axis ? 1 : x.shape()[from++];
        }
        return node("Unsqueeze", x.type(), shape, Map.of(), x, axes(axis));
    }

    @Override
    public Value squeeze(Value x, int axis) {
        int[] shape = new int[x.rank() - 1];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = x.shape()[i < axis ? i : i + 1];
        }
        return node("Squeeze", x.type(), shape, Map.of(), x, axes(axis));
    }

    @Override
    public Value slice(Value x, int axis, int from, int to) {
        int[] shape = x.shape().clone();
        shape[axis] = to - from;
        Constant whole = graph.constants().get(x.name());
        if (whole != null && axis == 0 && x.type() == ElementType.FLOAT) {
            int row = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
            return constant(x.name() + "." + from + "-" + to,
                    () -> Arrays.copyOfRange(whole.floats().get(), from * row, to * row), shape);
        }
        return node("Slice", x.type(), shape, Map.of(), x, axes(from), axes(to), axes(axis));
    }

    @Override
    public Value concat(int axis, Value first, Value second) {
        int[] shape = first.shape().clone();
        shape[axis] = shape[axis] == Value.OPEN || second.dim(axis) == Value.OPEN ? Value.OPEN : shape[axis] + second.dim(axis);
        return node("Concat", first.type(), shape, Map.of("axis", (long) axis), first, second);
    }

    @Override
    public Value pick(Value x, Value index) {
        Value outer = node("Shape", ElementType.INT64, new int[] {2}, Map.of("start", 0L, "end", 2L), x);
        Value inner = node("Shape", ElementType.INT64, new int[] {2}, Map.of(), index);
        Value target = node("Concat", ElementType.INT64, new int[] {4}, Map.of("axis", 0L), outer, inner);
        int[] shape = {x.dim(0), x.dim(1), index.dim(0), index.dim(1)};
        Value everywhere = node("Expand", ElementType.INT64, shape, Map.of(), index, target);
        return node("GatherElements", ElementType.FLOAT, shape, Map.of("axis", 3L), x, everywhere);
    }

    // Pooling

    @Override
    public Value meanOverTokens(Value x, @Nullable Value mask) {
        int[] shape = {x.dim(0), x.dim(2)};
        if (mask == null) {
            return node("ReduceMean", ElementType.FLOAT, shape, Map.of("axes", new long[] {1}, "keepdims", 0L), x);
        }
        Value seen = unsqueeze(toFloats(mask), 2);
        Value sum = node("ReduceSum", ElementType.FLOAT, shape, Map.of("keepdims", 0L), multiply(x, seen), axes(1));
        Value count = node("ReduceSum", ElementType.FLOAT, new int[] {x.dim(0), 1}, Map.of("keepdims", 0L), seen, axes(1));
        return divide(sum, elementwise("Max", ElementType.FLOAT, count, scalar(1e-9f)));
    }

    @Override
    public Value maxOverTokens(Value x, @Nullable Value mask) {
        Value seen = mask == null ? x
                : elementwise("Where", ElementType.FLOAT, unsqueeze(notEqual(mask, 0), 2), x, scalar(MASKED));
        return node("ReduceMax", ElementType.FLOAT, new int[] {x.dim(0), x.dim(2)},
                Map.of("axes", new long[] {1}, "keepdims", 0L), seen);
    }

    @Override
    public Value normalize(Value x) {
        int[] shape = x.shape().clone();
        shape[shape.length - 1] = 1;
        Value norm = node("ReduceL2", ElementType.FLOAT, shape, Map.of("axes", new long[] {-1}, "keepdims", 1L), x);
        return divide(x, elementwise("Max", ElementType.FLOAT, norm, scalar(1e-12f)));
    }
}
