package io.glossa.training.internal.torch;

import io.glossa.models.architecture.Activation;
import io.glossa.models.architecture.TensorOps;
import io.glossa.training.internal.torch.Expression.Adapted;
import io.glossa.training.internal.torch.Slots.Table;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an architecture does as TorchScript. Parameters are elements of the list {@code p}, constants of the list {@code c}. Not
 * thread-safe.
 */
final class ScriptOps implements TensorOps<Expression> {
    private static final int BFLOAT16 = 15;
    private static final int FLOAT32 = 6;
    private static final int INT64 = 4;
    /** MASKED as the float it is, for no double beyond the floats may stand in a script. */
    private static final String LOWEST = Script.number(MASKED);

    private final Script script;
    private final Slots slots;
    private final Settings settings;

    /**
     * How a forward pass is written.
     *
     * @param training whether there is dropout
     * @param dropout takes the place of all probabilities; NaN for those of the architecture
     * @param bfloat16 whether matrix products are in bfloat16
     * @param adapters low-rank factors
     */
    record Settings(boolean training, double dropout, boolean bfloat16, @Nullable Adapters adapters) {
        double probability(double own) {
            return !training ? 0 : Double.isNaN(dropout) ? own : dropout;
        }
    }

    ScriptOps(Script script, Slots slots, Settings settings) {
        this.script = script;
        this.slots = slots;
        this.settings = settings;
    }

    // Parameters and constants

    @Override
    public boolean hasParameter(String name) {
        return slots.has(name);
    }

    @Override
    public Expression parameter(String name, int... shape) {
        String text = script.value("p[" + slots.parameter(name, shape) + "]");
        Adapters adapters = settings.adapters();
        if (adapters == null || !adapters.has(name)) {
            return new Expression(text, shape, null);
        }
        String down = script.value("p[" + slots.parameter(Adapters.down(name), adapters.downShape(name, shape)) + "]");
        String up = script.value("p[" + slots.parameter(Adapters.up(name), adapters.upShape(name, shape)) + "]");
        return new Expression(text, shape, new Adapted(down, up));
    }

    @Override
    public Expression constant(float[] values, int... shape) {
        return constant(new Table(values, new long[0], shape));
    }

    @Override
    public Expression constant(long[] values, int... shape) {
        return constant(new Table(new float[0], values, shape));
    }

    private Expression constant(Table table) {
        return new Expression(script.value("c[" + slots.constant(table) + "]"), table.shape(), null);
    }

    /** The value of an expression in another than a linear layer: with factors, W + scale · B · A. */
    private String text(Expression x) {
        Adapted adapted = x.adapted();
        if (adapted == null) {
            return x.text();
        }
        double scale = java.util.Objects.requireNonNull(settings.adapters()).scale();
        String product = script.value("torch.matmul(" + adapted.up() + ", " + adapted.down() + ")");
        return script.value("torch.add(" + x.text() + ", " + product + ", alpha=" + Script.number(scale) + ")");
    }

    private Expression call(String operator, Object... arguments) {
        StringJoiner joiner = new StringJoiner(", ", "torch." + operator + "(", ")");
        for (Object argument : arguments) {
            joiner.add(argument instanceof Expression x ? text(x)
                    : argument instanceof Double number ? Script.number(number) : String.valueOf(argument));
        }
        return new Expression(script.value(joiner.toString()));
    }

    // Integers and booleans

    private static String size(Expression x, int axis) {
        return "torch.size(" + x.text() + ", " + axis + ")";
    }

    @Override
    public Expression positions(Expression ids) {
        return indices(ids, 1);
    }

    @Override
    public Expression indices(Expression x, int axis) {
        return new Expression(script.value("torch.arange(" + size(x, axis) + ", dtype=4, layout=None, device=ops.prim.device("
                + x.text() + "))"));
    }

    @Override
    public Expression cumulativeSum(Expression integers) {
        return call("cumsum", integers, -1);
    }

    @Override
    public Expression notEqual(Expression integers, long value) {
        return call("ne", integers, value);
    }

    @Override
    public Expression atMost(Expression integers, long value) {
        return call("le", integers, value);
    }

    @Override
    public Expression absolute(Expression integers) {
        return call("abs", integers);
    }

    @Override
    public Expression clamp(Expression integers, long low, long high) {
        return call("clamp", integers, low, high);
    }

    @Override
    public Expression toIntegers(Expression booleans) {
        return call("to", booleans, INT64);
    }

    @Override
    public Expression toFloats(Expression integers) {
        return call("to", integers, FLOAT32);
    }

    @Override
    public Expression choose(Expression booleans, float whenTrue, float whenFalse) {
        return call("where", booleans, (double) whenTrue, (double) whenFalse);
    }

    // Arithmetic

    @Override
    public Expression add(Expression a, Expression b) {
        return call("add", a, b);
    }

    @Override
    public Expression subtract(Expression a, Expression b) {
        return call("sub", a, b);
    }

    @Override
    public Expression multiply(Expression a, Expression b) {
        return call("mul", a, b);
    }

    @Override
    public Expression divide(Expression a, Expression b) {
        return call("div", a, b);
    }

    @Override
    public Expression plus(Expression integers, long value) {
        return value == 0 ? integers : call("add", integers, value);
    }

    @Override
    public Expression times(Expression floats, double factor) {
        return factor == 1 ? floats : call("mul", floats, factor);
    }

    // Layers

    @Override
    public Expression embedding(Expression table, Expression ids) {
        return table.knownShape().length == 1 ? call("take", table, ids) : call("embedding", table, ids);
    }

    @Override
    public Expression linear(Expression x, Expression weight, @Nullable Expression bias) {
        Expression plain = new Expression(weight.text());
        Expression product = wide(call("linear", narrow(x), narrow(plain), bias == null ? "None" : narrow(bias)));
        Adapted adapted = weight.adapted();
        if (adapted == null) {
            return product;
        }
        Adapters adapters = java.util.Objects.requireNonNull(settings.adapters());
        Expression input = adapters.dropped(x.text(), () -> narrow(drop(x, adapters.probability(settings.training()))));
        Expression small = call("linear", input, narrow(new Expression(adapted.down())), "None");
        Expression change = wide(call("linear", small, narrow(new Expression(adapted.up())), "None"));
        return call("add", product, change, "alpha=" + Script.number(adapters.scale()));
    }

    private Expression narrow(Expression x) {
        return settings.bfloat16() ? call("to", x, BFLOAT16) : x;
    }

    private Expression wide(Expression x) {
        return settings.bfloat16() ? call("to", x, FLOAT32) : x;
    }

    @Override
    public Expression matmul(Expression a, Expression b) {
        return wide(call("matmul", narrow(a), narrow(b)));
    }

    @Override
    public Expression matmulTransposed(Expression a, Expression b) {
        return matmul(a, call("transpose", b, -2, -1));
    }

    @Override
    public Expression layerNorm(Expression x, Expression weight, @Nullable Expression bias, double epsilon) {
        return call("layer_norm", x, Arrays.toString(weight.knownShape()), weight, bias == null ? "None" : bias, epsilon);
    }

    @Override
    public Expression rmsNorm(Expression x, Expression weight, double epsilon) {
        Expression square = call("mean", call("mul", x, x), "[-1]", "True");
        return call("mul", call("mul", x, call("rsqrt", call("add", square, epsilon))), weight);
    }

    @Override
    public Expression convolution(Expression x, Expression weight, Expression bias, int groups) {
        int half = weight.knownShape()[2] / 2;
        Expression channels = call("transpose", narrow(x), 1, 2);
        Expression mixed = call("conv1d", channels, narrow(weight), narrow(bias), "[1]", "[" + half + "]", "[1]", groups);
        return wide(call("transpose", mixed, 1, 2));
    }

    @Override
    public Expression lstm(Expression x, Expression inputWeight, Expression stateWeight, Expression inputBias, Expression stateBias,
            boolean backwards, @Nullable Expression mask) {
        Expression read = backwards ? turned(x, mask) : x;
        String start = script.value("torch.zeros([1, " + size(x, 0) + ", " + stateWeight.knownShape()[1]
                + "], dtype=6, layout=None, device=ops.prim.device(" + x.text() + "))");
        String weights = text(inputWeight) + ", " + text(stateWeight) + ", " + text(inputBias) + ", " + text(stateBias);
        String all = script.value("torch.lstm(" + text(read) + ", [" + start + ", " + start + "], [" + weights
                + "], True, 1, 0.0, True, False, True)");
        Expression states = new Expression(script.value(all + "[0]"));
        Expression inOrder = backwards ? turned(states, mask) : states;
        return mask == null ? inOrder : multiply(inOrder, unsqueeze(toFloats(mask), 2));
    }

    /** Tokens of each text from last to first; padding stays where it is. */
    private Expression turned(Expression x, @Nullable Expression mask) {
        if (mask == null) {
            return call("flip", x, "[1]");
        }
        Expression positions = positions(mask);
        Expression mirrored = call("sub", call("sub", call("sum", mask, "[1]", "True"), 1), positions);
        Expression index = call("where", call("ge", mirrored, 0), mirrored, positions);
        Expression everywhere = call("expand", unsqueeze(index, 2), "[-1, -1, " + size(x, 2) + "]");
        return call("gather", x, 1, everywhere);
    }

    @Override
    public Expression lastToken(Expression x, @Nullable Expression mask) {
        if (mask == null) {
            return call("select", x, 1, -1);
        }
        Expression last = unsqueeze(call("sub", call("sum", mask, "[1]", "True"), 1), 2);
        return squeeze(call("gather", x, 1, call("expand", last, "[-1, -1, " + size(x, 2) + "]")), 1);
    }

    @Override
    public Expression activation(Expression x, Activation function) {
        return switch (function) {
            case GELU -> call("gelu", x);
            case GELU_TANH -> call("gelu", x, "approximate=\"tanh\"");
            case QUICK_GELU -> call("mul", x, call("sigmoid", call("mul", x, 1.702)));
            case GELU_CLIPPED -> call("clamp", call("gelu", x), -10.0, 10.0);
            case RELU -> call("relu", x);
            case RELU6 -> call("clamp", x, 0.0, 6.0);
            case RELU_SQUARED -> call("square", call("relu", x));
            case LEAKY_RELU -> call("leaky_relu", x, 0.01);
            case MISH -> call("mish", x);
            case SILU -> call("silu", x);
            case TANH -> call("tanh", x);
            case SIGMOID -> call("sigmoid", x);
            case IDENTITY -> x;
        };
    }

    @Override
    public Expression softmax(Expression x) {
        return call("softmax", x, -1);
    }

    @Override
    public Expression dropout(Expression x, double probability) {
        return drop(x, settings.probability(probability));
    }

    private Expression drop(Expression x, double probability) {
        return probability == 0 ? x
                : new Expression(script.fresh("torch.dropout(" + text(x) + ", " + Script.number(probability) + ", True)"));
    }

    @Override
    public Expression attention(Expression query, Expression key, Expression value, int heads, double scale,
            @Nullable Expression bias, @Nullable Expression keyMask, double dropout) {
        Expression hidden = bias;
        if (keyMask != null) {
            Expression mask = unsqueeze(unsqueeze(choose(call("eq", keyMask, 0), MASKED, 0), 1), 1);
            hidden = bias == null ? mask : add(bias, mask);
        }
        double probability = settings.probability(dropout);
        Expression context;
        if (probability == 0 && !settings.bfloat16()) {
            // Keeps no scores where it can. It has no dropout on processors, and in bfloat16 MASKED would be an infinity.
            context = call("scaled_dot_product_attention", splitHeads(query, heads), splitHeads(key, heads), splitHeads(value, heads),
                    hidden == null ? "None" : hidden, 0.0, "False", "scale=" + Script.number(scale));
        } else {
            Expression scores = times(matmulTransposed(splitHeads(query, heads), splitHeads(key, heads)), scale);
            Expression weights = drop(softmax(hidden == null ? scores : add(scores, hidden)), probability);
            context = matmul(weights, splitHeads(value, heads));
        }
        return mergeHeads(context);
    }

    @Override
    public Expression rotary(Expression x, int heads, Expression positions, Expression cosines, Expression sines) {
        // [b,s,n,d], for which nothing has to move
        Expression split = view(x, size(x, 0), size(x, 1), heads, -1);
        int half = cosines.knownShape()[1];
        Expression first = slice(split, 3, 0, half);
        Expression second = slice(split, 3, half, 2 * half);
        Expression cosine = unsqueeze(embedding(cosines, positions), 1);
        Expression sine = unsqueeze(embedding(sines, positions), 1);
        Expression turned = concat(3,
                subtract(multiply(first, cosine), multiply(second, sine)),
                add(multiply(second, cosine), multiply(first, sine)));
        return view(turned, size(x, 0), size(x, 1), -1);
    }

    // Shapes

    private Expression view(Expression x, Object... sizes) {
        return call("reshape", x, Arrays.toString(sizes));
    }

    @Override
    public Expression splitHeads(Expression x, int heads) {
        return call("transpose", view(x, size(x, 0), size(x, 1), heads, -1), 1, 2);
    }

    @Override
    public Expression mergeHeads(Expression x) {
        return view(call("transpose", x, 1, 2), size(x, 0), size(x, 2), -1);
    }

    @Override
    public Expression regroup(Expression x, Expression like) {
        return view(x, size(like, 0), -1, size(x, 2));
    }

    @Override
    public Expression permute(Expression x, int... axes) {
        return call("permute", x, Arrays.toString(axes));
    }

    @Override
    public Expression unsqueeze(Expression x, int axis) {
        return call("unsqueeze", x, axis);
    }

    @Override
    public Expression squeeze(Expression x, int axis) {
        return call("squeeze", x, axis);
    }

    @Override
    public Expression slice(Expression x, int axis, int from, int to) {
        int[] shape = x.shape() == null ? null : x.shape().clone();
        if (shape != null) {
            shape[axis] = to - from;
        }
        Adapted adapted = x.adapted();
        if (adapted != null && axis == 0) {
            String rows = cut(x.text(), 0, from, to);
            return new Expression(rows, shape, new Adapted(adapted.down(), cut(adapted.up(), 0, from, to)));
        }
        return new Expression(cut(text(x), axis, from, to), shape, null);
    }

    private String cut(String x, int axis, int from, int to) {
        return script.value("torch.slice(" + x + ", " + axis + ", " + from + ", " + to + ", 1)");
    }

    @Override
    public Expression concat(int axis, Expression first, Expression second) {
        return new Expression(script.value("torch.cat([" + text(first) + ", " + text(second) + "], " + axis + ")"));
    }

    @Override
    public Expression pick(Expression x, Expression index) {
        Expression everywhere = call("expand", index, "[" + size(x, 0) + ", " + size(x, 1) + ", -1, -1]");
        return call("gather", x, 3, everywhere);
    }

    // Pooling

    @Override
    public Expression meanOverTokens(Expression x, @Nullable Expression mask) {
        if (mask == null) {
            return call("mean", x, "[1]", "False");
        }
        Expression seen = unsqueeze(toFloats(mask), 2);
        Expression sum = call("sum", multiply(x, seen), "[1]", "False");
        return divide(sum, call("clamp_min", call("sum", seen, "[1]", "False"), 1e-9));
    }

    @Override
    public Expression maxOverTokens(Expression x, @Nullable Expression mask) {
        Expression seen = mask == null ? x : call("masked_fill", x, unsqueeze(call("eq", mask, 0), 2), LOWEST);
        return call("amax", seen, "[1]", "False");
    }

    @Override
    public Expression normalize(Expression x) {
        Expression norm = call("linalg_vector_norm", x, 2, "[-1]", "True");
        return divide(x, call("clamp_min", norm, 1e-12));
    }
}
