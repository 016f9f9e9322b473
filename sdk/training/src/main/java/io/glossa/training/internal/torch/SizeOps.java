package io.glossa.training.internal.torch;

import io.glossa.models.architecture.Activation;
import io.glossa.models.architecture.TensorOps;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what a forward pass keeps for its gradients: shapes in place of numbers. A tensor that several operations keep counts once, and
 * nothing is kept below the lowest parameter that changes. Not thread-safe.
 */
final class SizeOps implements TensorOps<SizeOps.Size> {
    private final Predicate<String> names;
    private final Predicate<String> trainable;
    private final ScriptOps.Settings settings;
    private final Set<Size> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Size> adapted = Collections.newSetFromMap(new IdentityHashMap<>());
    private long keptNumbers;
    private long narrowNumbers;
    private long largest;

    /**
     * A tensor.
     *
     * @param shape sizes of the axes
     * @param gradient whether a parameter that changes lies behind it
     */
    record Size(long[] shape, boolean gradient) {
        long numbers() {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }

        long dim(int axis) {
            return shape[axis < 0 ? shape.length + axis : axis];
        }
    }

    SizeOps(Predicate<String> names, Predicate<String> trainable, ScriptOps.Settings settings) {
        this.names = names;
        this.trainable = trainable;
        this.settings = settings;
    }

    /** Bytes of what is kept. */
    long bytes() {
        return 4 * keptNumbers + 2 * narrowNumbers;
    }

    /** Bytes of the largest result. */
    long largest() {
        return 4 * largest;
    }

    private Size result(boolean gradient, long... shape) {
        Size size = new Size(shape, gradient);
        largest = Math.max(largest, size.numbers());
        return size;
    }

    private void keep(Size size) {
        if (kept.add(size)) {
            keptNumbers += size.numbers();
        }
    }

    /** The result of a product, which keeps its factors; in bfloat16 these are copies. */
    private Size product(Size a, Size b, long... shape) {
        boolean gradient = a.gradient() || b.gradient();
        if (gradient && settings.bfloat16()) {
            narrowNumbers += a.numbers() + b.numbers();
        } else {
            if (b.gradient()) {
                keep(a);
            }
            if (a.gradient()) {
                keep(b);
            }
        }
        return result(gradient, shape);
    }

    /** The result of a function of each element that keeps what it read. */
    private Size function(Size x) {
        if (x.gradient()) {
            keep(x);
        }
        return result(x.gradient(), x.shape());
    }

    @Override
    public boolean hasParameter(String name) {
        return names.test(name);
    }

    @Override
    public Size parameter(String name, int... shape) {
        Size parameter = new Size(Arrays.stream(shape).asLongStream().toArray(), trainable.test(name));
        kept.add(parameter);
        if (settings.adapters() != null && settings.adapters().has(name)) {
            adapted.add(parameter);
        }
        return parameter;
    }

    @Override
    public Size constant(float[] values, int... shape) {
        Size constant = new Size(Arrays.stream(shape).asLongStream().toArray(), false);
        kept.add(constant);
        return constant;
    }

    @Override
    public Size constant(long[] values, int... shape) {
        return constant(new float[0], shape);
    }

    @Override
    public Size positions(Size ids) {
        return result(false, ids.dim(1));
    }

    @Override
    public Size indices(Size x, int axis) {
        return result(false, x.dim(axis));
    }

    @Override
    public Size cumulativeSum(Size integers) {
        return integers;
    }

    @Override
    public Size notEqual(Size integers, long value) {
        return integers;
    }

    @Override
    public Size atMost(Size integers, long value) {
        return integers;
    }

    @Override
    public Size absolute(Size integers) {
        return integers;
    }

    @Override
    public Size clamp(Size integers, long low, long high) {
        return integers;
    }

    @Override
    public Size toIntegers(Size booleans) {
        return booleans;
    }

    @Override
    public Size toFloats(Size integers) {
        return integers;
    }

    @Override
    public Size choose(Size booleans, float whenTrue, float whenFalse) {
        return booleans;
    }

    private static long[] broadcast(long[] a, long[] b) {
        long[] shape = new long[Math.max(a.length, b.length)];
        for (int i = 1; i <= shape.length; i++) {
            shape[shape.length - i] = Math.max(i <= a.length ? a[a.length - i] : 1, i <= b.length ? b[b.length - i] : 1);
        }
        return shape;
    }

    @Override
    public Size add(Size a, Size b) {
        return result(a.gradient() || b.gradient(), broadcast(a.shape(), b.shape()));
    }

    @Override
    public Size subtract(Size a, Size b) {
        return add(a, b);
    }

    @Override
    public Size multiply(Size a, Size b) {
        if (b.gradient()) {
            keep(a);
        }
        if (a.gradient()) {
            keep(b);
        }
        return add(a, b);
    }

    @Override
    public Size divide(Size a, Size b) {
        return multiply(a, b);
    }

    @Override
    public Size plus(Size integers, long value) {
        return integers;
    }

    @Override
    public Size times(Size floats, double factor) {
        return result(floats.gradient(), floats.shape());
    }

    @Override
    public Size embedding(Size table, Size ids) {
        long[] shape = Arrays.copyOf(ids.shape(), ids.shape().length + table.shape().length - 1);
        System.arraycopy(table.shape(), 1, shape, ids.shape().length, table.shape().length - 1);
        return result(table.gradient(), shape);
    }

    @Override
    public Size linear(Size x, Size weight, @Nullable Size bias) {
        long[] shape = x.shape().clone();
        shape[shape.length - 1] = weight.dim(0);
        Size product = product(x, weight, shape);
        if (!adapted.contains(weight)) {
            return product;
        }
        Adapters adapters = Objects.requireNonNull(settings.adapters());
        Size input = adapters.dropped(x, () -> adapters.probability(true) == 0 ? x : function(new Size(x.shape(), true)));
        keep(input);
        return add(product, new Size(shape, true));
    }

    @Override
    public Size matmul(Size a, Size b) {
        long[] outer = broadcast(Arrays.copyOf(a.shape(), a.shape().length - 2), Arrays.copyOf(b.shape(), b.shape().length - 2));
        long[] shape = Arrays.copyOf(outer, outer.length + 2);
        shape[outer.length] = a.dim(-2);
        shape[outer.length + 1] = b.dim(-1);
        return product(a, b, shape);
    }

    @Override
    public Size matmulTransposed(Size a, Size b) {
        long[] turned = b.shape().clone();
        turned[turned.length - 1] = b.dim(-2);
        turned[turned.length - 2] = b.dim(-1);
        return matmul(a, new Size(turned, b.gradient()));
    }

    @Override
    public Size layerNorm(Size x, Size weight, @Nullable Size bias, double epsilon) {
        if (x.gradient() || weight.gradient()) {
            keep(x);
        }
        return result(x.gradient() || weight.gradient(), x.shape());
    }

    @Override
    public Size rmsNorm(Size x, Size weight, double epsilon) {
        return layerNorm(function(x), weight, null, epsilon);
    }

    @Override
    public Size convolution(Size x, Size weight, Size bias, int groups) {
        return product(x, weight, x.dim(0), x.dim(1), weight.dim(0));
    }

    @Override
    public Size lstm(Size x, Size inputWeight, Size stateWeight, Size inputBias, Size stateBias, boolean backwards, @Nullable Size mask) {
        long out = stateWeight.dim(1);
        boolean gradient = x.gradient() || inputWeight.gradient() || stateWeight.gradient();
        Size state = result(gradient, x.dim(0), x.dim(1), out);
        if (gradient) {
            keep(x);
            // Gates before and after their functions, and the cell with its tanh.
            keptNumbers += 10 * state.numbers();
        }
        return state;
    }

    @Override
    public Size lastToken(Size x, @Nullable Size mask) {
        return result(x.gradient(), x.dim(0), x.dim(2));
    }

    @Override
    public Size activation(Size x, Activation function) {
        return function(x);
    }

    @Override
    public Size softmax(Size x) {
        return function(result(x.gradient(), x.shape()));
    }

    @Override
    public Size dropout(Size x, double probability) {
        if (settings.probability(probability) == 0) {
            return x;
        }
        // The mask.
        return function(result(x.gradient(), x.shape()));
    }

    @Override
    public Size attention(Size query, Size key, Size value, int heads, double scale, @Nullable Size bias, @Nullable Size keyMask,
            double dropout) {
        if (settings.probability(dropout) == 0 && !settings.bfloat16() && (bias == null || !bias.gradient())) {
            if (query.gradient() || key.gradient() || value.gradient()) {
                keep(query);
                keep(key);
                keep(value);
            }
            return function(result(query.gradient() || key.gradient() || value.gradient(), query.shape()));
        }
        Size scores = times(matmulTransposed(splitHeads(query, heads), splitHeads(key, heads)), scale);
        Size weights = softmax(bias == null ? scores : add(scores, bias));
        return mergeHeads(matmul(dropout(weights, dropout), splitHeads(value, heads)));
    }

    @Override
    public Size rotary(Size x, int heads, Size positions, Size cosines, Size sines) {
        return result(x.gradient(), x.shape());
    }

    @Override
    public Size splitHeads(Size x, int heads) {
        return result(x.gradient(), x.dim(0), heads, x.dim(1), x.dim(2) / heads);
    }

    @Override
    public Size mergeHeads(Size x) {
        return result(x.gradient(), x.dim(0), x.dim(2), x.dim(1) * x.dim(3));
    }

    @Override
    public Size regroup(Size x, Size like) {
        return result(x.gradient(), like.dim(0), x.dim(0) * x.dim(1) / like.dim(0), x.dim(2));
    }

    @Override
    public Size permute(Size x, int... axes) {
        long[] shape = new long[axes.length];
        Arrays.setAll(shape, i -> x.dim(axes[i]));
        return new Size(shape, x.gradient());
    }

    @Override
    public Size unsqueeze(Size x, int axis) {
        long[] shape = new long[x.shape().length + 1];
        for (int i = 0, from = 0; i < shape.length; i++) {
            shape[i] = i == axis ? 1 : x.dim(from++);
        }
        return new Size(shape, x.gradient());
    }

    @Override
    public Size squeeze(Size x, int axis) {
        long[] shape = new long[x.shape().length - 1];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = x.dim(i < axis ? i : i + 1);
        }
        return new Size(shape, x.gradient());
    }

    @Override
    public Size slice(Size x, int axis, int from, int to) {
        long[] shape = x.shape().clone();
        shape[axis] = to - from;
        Size part = new Size(shape, x.gradient());
        if (adapted.contains(x)) {
            adapted.add(part);
        }
        return part;
    }

    @Override
    public Size concat(int axis, Size first, Size second) {
        long[] shape = first.shape().clone();
        shape[axis] += second.dim(axis);
        return result(first.gradient() || second.gradient(), shape);
    }

    @Override
    public Size pick(Size x, Size index) {
        return result(x.gradient(), x.dim(0), x.dim(1), index.dim(0), index.dim(1));
    }

    @Override
    public Size meanOverTokens(Size x, @Nullable Size mask) {
        return result(x.gradient(), x.dim(0), x.dim(2));
    }

    @Override
    public Size maxOverTokens(Size x, @Nullable Size mask) {
        return result(function(x).gradient(), x.dim(0), x.dim(2));
    }

    @Override
    public Size normalize(Size x) {
        return function(x);
    }
}
