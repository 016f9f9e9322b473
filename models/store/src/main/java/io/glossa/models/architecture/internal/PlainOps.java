package io.glossa.models.architecture.internal;

import io.glossa.error.ModelFormatException;
import io.glossa.models.architecture.Activation;
import io.glossa.models.architecture.TensorOps;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary of architectures, computed at once: slow, obvious, in double precision. The second implementation that the
 * fast ones are compared with. Dropout does nothing.
 */
public final class PlainOps implements TensorOps<PlainTensor> {
    private final Map<String, PlainTensor> parameters;
    private final @Nullable BiFunction<String, int[], PlainTensor> missing;

    /** Computes with these parameters. */
    public PlainOps(Map<String, PlainTensor> parameters) {
        this(parameters, null);
    }

    /**
     * Computes with these parameters, and makes those that are not there.
     *
     * @param missing gives a parameter of a name and shape, which is then kept; null if all must be there
     */
    public PlainOps(Map<String, PlainTensor> parameters, @Nullable BiFunction<String, int[], PlainTensor> missing) {
        this.parameters = parameters;
        this.missing = missing;
    }

    @Override
    public boolean hasParameter(String name) {
        return parameters.containsKey(name);
    }

    @Override
    public PlainTensor parameter(String name, int... shape) {
        PlainTensor tensor = parameters.get(name);
        if (tensor == null && missing != null) {
            tensor = missing.apply(name, shape);
            parameters.put(name, tensor);
        }
        if (tensor == null) {
            throw new ModelFormatException("expected a tensor " + name + ", found none");
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new ModelFormatException("tensor " + name + ": expected the shape " + Arrays.toString(shape) + ", found "
                    + Arrays.toString(tensor.shape()));
        }
        return tensor;
    }

    @Override
    public PlainTensor constant(float[] values, int... shape) {
        return PlainTensor.of(values, shape);
    }

    @Override
    public PlainTensor constant(long[] values, int... shape) {
        return PlainTensor.of(values, shape);
    }

    @Override
    public PlainTensor positions(PlainTensor ids) {
        double[] positions = new double[ids.dim(1)];
        Arrays.setAll(positions, i -> i);
        return new PlainTensor(new int[] {positions.length}, positions);
    }

    @Override
    public PlainTensor indices(PlainTensor x, int axis) {
        double[] indices = new double[x.dim(axis)];
        Arrays.setAll(indices, i -> i);
        return new PlainTensor(new int[] {indices.length}, indices);
    }

    @Override
    public PlainTensor cumulativeSum(PlainTensor integers) {
        double[] sums = integers.data().clone();
        int last = integers.dim(-1);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += i % last == 0 ? 0 : sums[i - 1];
        }
        return new PlainTensor(integers.shape(), sums);
    }

    @Override
    public PlainTensor notEqual(PlainTensor integers, long value) {
        return map(integers, x -> x == value ? 0 : 1);
    }

    @Override
    public PlainTensor atMost(PlainTensor integers, long value) {
        return map(integers, x -> x <= value ? 1 : 0);
    }

    @Override
    public PlainTensor absolute(PlainTensor integers) {
        return map(integers, Math::abs);
    }

    @Override
    public PlainTensor clamp(PlainTensor integers, long low, long high) {
        return map(integers, x -> Math.max(low, Math.min(high, x)));
    }

    @Override
    public PlainTensor toIntegers(PlainTensor booleans) {
        return booleans;
    }

    @Override
    public PlainTensor toFloats(PlainTensor integers) {
        return integers;
    }

    @Override
    public PlainTensor choose(PlainTensor booleans, float whenTrue, float whenFalse) {
        return map(booleans, x -> x != 0 ? whenTrue : whenFalse);
    }

    @Override
    public PlainTensor add(PlainTensor a, PlainTensor b) {
        return combine(a, b, (x, y) -> x + y);
    }

    @Override
    public PlainTensor subtract(PlainTensor a, PlainTensor b) {
        return combine(a, b, (x, y) -> x - y);
    }

    @Override
    public PlainTensor multiply(PlainTensor a, PlainTensor b) {
        return combine(a, b, (x, y) -> x * y);
    }

    @Override
    public PlainTensor divide(PlainTensor a, PlainTensor b) {
        return combine(a, b, (x, y) -> x / y);
    }

    @Override
    public PlainTensor plus(PlainTensor integers, long value) {
        return map(integers, x -> x + value);
    }

    @Override
    public PlainTensor times(PlainTensor floats, double factor) {
        return map(floats, x -> x * factor);
    }

    @Override
    public PlainTensor embedding(PlainTensor table, PlainTensor ids) {
        int rows = table.dim(0);
        int width = table.data().length / rows;
        double[] out = new double[ids.data().length * width];
        for (int i = 0; i < ids.data().length; i++) {
            int row = (int) ids.data()[i];
            if (row < 0 || row >= rows) {
                throw new IndexOutOfBoundsException("row " + row + " of a table of " + rows);
            }
            System.arraycopy(table.data(), row * width, out, i * width, width);
        }
        int[] shape = Arrays.copyOf(ids.shape(), ids.rank() + table.rank() - 1);
        System.arraycopy(table.shape(), 1, shape, ids.rank(), table.rank() - 1);
        return new PlainTensor(shape, out);
    }

    @Override
    public PlainTensor linear(PlainTensor x, PlainTensor weight, @Nullable PlainTensor bias) {
        PlainTensor product = matmulTransposed(x, weight);
        return bias == null ? product : add(product, bias);
    }

    @Override
    public PlainTensor matmul(PlainTensor a, PlainTensor b) {
        int[] axes = new int[b.rank()];
        Arrays.setAll(axes, i -> i);
        axes[axes.length - 1] = axes.length - 2;
        axes[axes.length - 2] = axes.length - 1;
        return matmulTransposed(a, permute(b, axes));
    }

    @Override
    public PlainTensor matmulTransposed(PlainTensor a, PlainTensor b) {
        int m = a.dim(-2);
        int n = b.dim(-2);
        int k = a.dim(-1);
        if (b.dim(-1) != k) {
            throw new IllegalArgumentException("inner sizes " + k + " and " + b.dim(-1));
        }
        int[] outer = broadcast(Arrays.copyOf(a.shape(), a.rank() - 2), Arrays.copyOf(b.shape(), b.rank() - 2));
        int count = PlainTensor.size(outer);
        double[] out = new double[count * m * n];
        for (int o = 0; o < count; o++) {
            int fromA = source(o, outer, Arrays.copyOf(a.shape(), a.rank() - 2)) * m * k;
            int fromB = source(o, outer, Arrays.copyOf(b.shape(), b.rank() - 2)) * n * k;
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int c = 0; c < k; c++) {
                        sum += a.data()[fromA + i * k + c] * b.data()[fromB + j * k + c];
                    }
                    out[(o * m + i) * n + j] = sum;
                }
            }
        }
        int[] shape = Arrays.copyOf(outer, outer.length + 2);
        shape[outer.length] = m;
        shape[outer.length + 1] = n;
        return new PlainTensor(shape, out);
    }

    @Override
    public PlainTensor layerNorm(PlainTensor x, PlainTensor weight, @Nullable PlainTensor bias, double epsilon) {
        PlainTensor centred = rows(x, row -> {
            double mean = Arrays.stream(row).average().orElse(0);
            return Arrays.stream(row).map(v -> v - mean).toArray();
        });
        PlainTensor scaled = rmsNorm(centred, weight, epsilon);
        return bias == null ? scaled : add(scaled, bias);
    }

    @Override
    public PlainTensor rmsNorm(PlainTensor x, PlainTensor weight, double epsilon) {
        return multiply(rows(x, row -> {
            double square = Arrays.stream(row).map(v -> v * v).average().orElse(0);
            return Arrays.stream(row).map(v -> v / Math.sqrt(square + epsilon)).toArray();
        }), weight);
    }

    @Override
    public PlainTensor convolution(PlainTensor x, PlainTensor weight, PlainTensor bias, int groups) {
        int length = x.dim(1);
        int out = weight.dim(0);
        int in = weight.dim(1);
        int kernel = weight.dim(2);
        double[] sums = new double[x.dim(0) * length * out];
        for (int i = 0; i < sums.length; i++) {
            int o = i % out;
            int at = i / out % length;
            int text = i / out / length;
            int group = o / (out / groups);
            double sum = bias.data()[o];
            for (int k = 0; k < kernel; k++) {
                int from = at + k - kernel / 2;
                for (int c = 0; c < in && from >= 0 && from < length; c++) {
                    sum += weight.data()[(o * in + c) * kernel + k]
                            * x.data()[(text * length + from) * x.dim(2) + group * in + c];
                }
            }
            sums[i] = sum;
        }
        return new PlainTensor(new int[] {x.dim(0), length, out}, sums);
    }

    @Override
    public PlainTensor activation(PlainTensor x, Activation function) {
        return map(x, of(function));
    }

    private static DoubleUnaryOperator of(Activation function) {
        return switch (function) {
            case GELU -> v -> v * 0.5 * (1 + ErrorFunction.of(v / Math.sqrt(2)));
            case GELU_TANH -> v -> 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)));
            case QUICK_GELU -> v -> v / (1 + Math.exp(-1.702 * v));
            case GELU_CLIPPED -> v -> Math.max(-10, Math.min(10, of(Activation.GELU).applyAsDouble(v)));
            case RELU -> v -> Math.max(v, 0);
            case RELU6 -> v -> Math.max(0, Math.min(6, v));
            case RELU_SQUARED -> v -> v > 0 ? v * v : 0;
            case LEAKY_RELU -> v -> v > 0 ? v : 0.01 * v;
            case MISH -> v -> v * Math.tanh(Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))));
            case SILU -> v -> v / (1 + Math.exp(-v));
            case TANH -> Math::tanh;
            case SIGMOID -> v -> 1 / (1 + Math.exp(-v));
            case IDENTITY -> v -> v;
        };
    }

    @Override
    public PlainTensor softmax(PlainTensor x) {
        return rows(x, row -> {
            double max = Arrays.stream(row).max().orElse(0);
            double sum = Arrays.stream(row).map(v -> Math.exp(v - max)).sum();
            return Arrays.stream(row).map(v -> Math.exp(v - max) / sum).toArray();
        });
    }

    @Override
    public PlainTensor dropout(PlainTensor x, double probability) {
        return x;
    }

    @Override
    public PlainTensor attention(PlainTensor query, PlainTensor key, PlainTensor value, int heads, double scale,
            @Nullable PlainTensor bias, @Nullable PlainTensor keyMask, double dropout) {
        PlainTensor scores = times(matmulTransposed(splitHeads(query, heads), splitHeads(key, heads)), scale);
        if (bias != null) {
            scores = add(scores, bias);
        }
        if (keyMask != null) {
            PlainTensor hidden = map(keyMask, m -> m == 0 ? MASKED : 0);
            scores = add(scores, hidden.reshape(hidden.dim(0), 1, 1, hidden.dim(1)));
        }
        return mergeHeads(matmul(softmax(scores), splitHeads(value, heads)));
    }

    @Override
    public PlainTensor rotary(PlainTensor x, int heads, PlainTensor positions, PlainTensor cosines, PlainTensor sines) {
        PlainTensor split = splitHeads(x, heads);
        int half = split.dim(3) / 2;
        PlainTensor first = slice(split, 3, 0, half);
        PlainTensor second = slice(split, 3, half, 2 * half);
        PlainTensor cosine = embedding(cosines, positions);
        PlainTensor sine = embedding(sines, positions);
        return mergeHeads(concat(3,
                subtract(multiply(first, cosine), multiply(second, sine)),
                add(multiply(second, cosine), multiply(first, sine))));
    }

    @Override
    public PlainTensor splitHeads(PlainTensor x, int heads) {
        return permute(x.reshape(x.dim(0), x.dim(1), heads, x.dim(2) / heads), 0, 2, 1, 3);
    }

    @Override
    public PlainTensor mergeHeads(PlainTensor x) {
        return permute(x, 0, 2, 1, 3).reshape(x.dim(0), x.dim(2), x.dim(1) * x.dim(3));
    }

    @Override
    public PlainTensor regroup(PlainTensor x, PlainTensor like) {
        return x.reshape(like.dim(0), x.dim(0) * x.dim(1) / like.dim(0), x.dim(2));
    }

    @Override
    public PlainTensor permute(PlainTensor x, int... axes) {
        int[] shape = new int[axes.length];
        Arrays.setAll(shape, i -> x.shape()[axes[i]]);
        double[] out = new double[x.data().length];
        for (int i = 0; i < out.length; i++) {
            int[] at = new int[axes.length];
            int rest = i;
            for (int a = axes.length - 1; a >= 0; a--) {
                at[axes[a]] = rest % shape[a];
                rest /= shape[a];
            }
            int from = 0;
            for (int a = 0; a < at.length; a++) {
                from = from * x.shape()[a] + at[a];
            }
            out[i] = x.data()[from];
        }
        return new PlainTensor(shape, out);
    }

    @Override
    public PlainTensor unsqueeze(PlainTensor x, int axis) {
        int[] shape = new int[x.rank() + 1];
        for (int i = 0, from = 0; i < shape.length; i++) {
            shape[i] = i == axis ? 1 : x.shape()[from++];
        }
        return x.reshape(shape);
    }

    @Override
    public PlainTensor squeeze(PlainTensor x, int axis) {
        if (x.shape()[axis] != 1) {
            throw new IllegalArgumentException("axis " + axis + " of " + Arrays.toString(x.shape()));
        }
        int[] shape = new int[x.rank() - 1];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = x.shape()[i < axis ? i : i + 1];
        }
        return x.reshape(shape);
    }

    @Override
    public PlainTensor slice(PlainTensor x, int axis, int from, int to) {
        int inner = PlainTensor.size(Arrays.copyOfRange(x.shape(), axis + 1, x.rank()));
        int outer = PlainTensor.size(Arrays.copyOf(x.shape(), axis));
        int[] shape = x.shape().clone();
        shape[axis] = to - from;
        double[] out = new double[outer * shape[axis] * inner];
        for (int o = 0; o < outer; o++) {
            System.arraycopy(x.data(), (o * x.shape()[axis] + from) * inner, out, o * shape[axis] * inner,
                    shape[axis] * inner);
        }
        return new PlainTensor(shape, out);
    }

    @Override
    public PlainTensor concat(int axis, PlainTensor first, PlainTensor second) {
        int inner = PlainTensor.size(Arrays.copyOfRange(first.shape(), axis, first.rank()));
        int other = PlainTensor.size(Arrays.copyOfRange(second.shape(), axis, second.rank()));
        int outer = PlainTensor.size(Arrays.copyOf(first.shape(), axis));
        double[] out = new double[outer * (inner + other)];
        for (int o = 0; o < outer; o++) {
            System.arraycopy(first.data(), o * inner, out, o * (inner + other), inner);
            System.arraycopy(second.data(), o * other, out, o * (inner + other) + inner, other);
        }
        int[] shape = first.shape().clone();
        shape[axis] += second.shape()[axis];
        return new PlainTensor(shape, out);
    }

    @Override
    public PlainTensor pick(PlainTensor x, PlainTensor index) {
        int queries = index.dim(0);
        int keys = index.dim(1);
        int size = x.dim(3);
        int count = x.dim(0) * x.dim(1);
        double[] out = new double[count * queries * keys];
        for (int c = 0; c < count; c++) {
            for (int i = 0; i < queries; i++) {
                for (int j = 0; j < keys; j++) {
                    out[(c * queries + i) * keys + j] =
                            x.data()[(c * queries + i) * size + (int) index.data()[i * keys + j]];
                }
            }
        }
        return new PlainTensor(new int[] {x.dim(0), x.dim(1), queries, keys}, out);
    }

    @Override
    public PlainTensor meanOverTokens(PlainTensor x, @Nullable PlainTensor mask) {
        int width = x.dim(2);
        double[] out = new double[x.dim(0) * width];
        for (int b = 0; b < x.dim(0); b++) {
            double count = 0;
            for (int s = 0; s < x.dim(1); s++) {
                if (mask != null && mask.data()[b * x.dim(1) + s] == 0) {
                    continue;
                }
                count++;
                for (int h = 0; h < width; h++) {
                    out[b * width + h] += x.data()[(b * x.dim(1) + s) * width + h];
                }
            }
            for (int h = 0; h < width; h++) {
                out[b * width + h] /= Math.max(count, 1e-9);
            }
        }
        return new PlainTensor(new int[] {x.dim(0), width}, out);
    }

    @Override
    public PlainTensor maxOverTokens(PlainTensor x, @Nullable PlainTensor mask) {
        int width = x.dim(2);
        double[] out = new double[x.dim(0) * width];
        Arrays.fill(out, MASKED);
        for (int b = 0; b < x.dim(0); b++) {
            for (int s = 0; s < x.dim(1); s++) {
                if (mask != null && mask.data()[b * x.dim(1) + s] == 0) {
                    continue;
                }
                for (int h = 0; h < width; h++) {
                    out[b * width + h] = Math.max(out[b * width + h], x.data()[(b * x.dim(1) + s) * width + h]);
                }
            }
        }
        return new PlainTensor(new int[] {x.dim(0), width}, out);
    }

    @Override
    public PlainTensor lstm(PlainTensor x, PlainTensor inputWeight, PlainTensor stateWeight, PlainTensor inputBias, PlainTensor stateBias,
            boolean backwards, @Nullable PlainTensor mask) {
        int length = x.dim(1);
        int in = x.dim(2);
        int size = stateWeight.dim(1);
        double[] out = new double[x.dim(0) * length * size];
        for (int b = 0; b < x.dim(0); b++) {
            double[] state = new double[size];
            double[] cell = new double[size];
            for (int step = 0; step < length; step++) {
                int at = b * length + (backwards ? length - 1 - step : step);
                if (mask != null && mask.data()[at] == 0) {
                    continue;
                }
                double[] gates = new double[4 * size];
                for (int g = 0; g < gates.length; g++) {
                    double sum = inputBias.data()[g] + stateBias.data()[g];
                    for (int i = 0; i < in; i++) {
                        sum += inputWeight.data()[g * in + i] * x.data()[at * in + i];
                    }
                    for (int i = 0; i < size; i++) {
                        sum += stateWeight.data()[g * size + i] * state[i];
                    }
                    gates[g] = g / size == 2 ? Math.tanh(sum) : 1 / (1 + Math.exp(-sum));
                }
                for (int i = 0; i < size; i++) {
                    cell[i] = gates[size + i] * cell[i] + gates[i] * gates[2 * size + i];
                    state[i] = gates[3 * size + i] * Math.tanh(cell[i]);
                    out[at * size + i] = state[i];
                }
            }
        }
        return new PlainTensor(new int[] {x.dim(0), length, size}, out);
    }

    @Override
    public PlainTensor lastToken(PlainTensor x, @Nullable PlainTensor mask) {
        int length = x.dim(1);
        int width = x.dim(2);
        double[] out = new double[x.dim(0) * width];
        for (int b = 0; b < x.dim(0); b++) {
            int last = length - 1;
            while (mask != null && last > 0 && mask.data()[b * length + last] == 0) {
                last--;
            }
            System.arraycopy(x.data(), (b * length + last) * width, out, b * width, width);
        }
        return new PlainTensor(new int[] {x.dim(0), width}, out);
    }

    @Override
    public PlainTensor normalize(PlainTensor x) {
        return rows(x, row -> {
            double norm = Math.max(1e-12, Math.sqrt(Arrays.stream(row).map(v -> v * v).sum()));
            return Arrays.stream(row).map(v -> v / norm).toArray();
        });
    }

    private interface RowFunction {
        double[] apply(double[] row);
    }

    private static PlainTensor rows(PlainTensor x, RowFunction function) {
        int width = x.dim(-1);
        double[] out = new double[x.data().length];
        for (int i = 0; i < out.length; i += width) {
            System.arraycopy(function.apply(Arrays.copyOfRange(x.data(), i, i + width)), 0, out, i, width);
        }
        return new PlainTensor(x.shape(), out);
    }

    private static PlainTensor map(PlainTensor x, DoubleUnaryOperator function) {
        return new PlainTensor(x.shape(), Arrays.stream(x.data()).map(function).toArray());
    }

    private static PlainTensor combine(PlainTensor a, PlainTensor b, DoubleBinaryOperator function) {
        int[] shape = broadcast(a.shape(), b.shape());
        double[] out = new double[PlainTensor.size(shape)];
        for (int i = 0; i < out.length; i++) {
            out[i] = function.applyAsDouble(a.data()[source(i, shape, a.shape())], b.data()[source(i, shape, b.shape())]);
        }
        return new PlainTensor(shape, out);
    }

    private static int[] broadcast(int[] a, int[] b) {
        int[] shape = new int[Math.max(a.length, b.length)];
        for (int i = 1; i <= shape.length; i++) {
            int left = i <= a.length ? a[a.length - i] : 1;
            int right = i <= b.length ? b[b.length - i] : 1;
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException(Arrays.toString(a) + " and " + Arrays.toString(b) + " do not broadcast");
            }
            shape[shape.length - i] = Math.max(left, right);
        }
        return shape;
    }

    /** Where element {@code index} of a broadcast shape lies in a tensor of the given shape. */
    private static int source(int index, int[] broadcast, int[] shape) {
        int from = 0;
        int stride = 1;
        int rest = index;
        for (int i = 1; i <= broadcast.length; i++) {
            int at = rest % broadcast[broadcast.length - i];
            rest /= broadcast[broadcast.length - i];
            if (i <= shape.length) {
                int size = shape[shape.length - i];
                from += size == 1 ? 0 : at * stride;
                stride *= size;
            }
        }
        return from;
    }
}
