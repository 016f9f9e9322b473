package io.glossa.training.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.glossa.models.architecture.Activation;
import io.glossa.models.architecture.TensorOps;
import io.glossa.training.internal.torch.Slots.Table;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does what an architecture does, one call of DJL for each operation: the reference for {@link ScriptOps}, and what is left if scripts
 * cannot be loaded.
 *
 * <p>DJL gives a result to the manager of the first operand, so parameters and constants enter as views that belong to the manager of
 * the call. Nothing between a parameter and the loss may use {@code toType}, {@code toDevice} or {@code duplicate}: they cut the way of
 * the gradient. Not thread-safe.
 */
final class EagerOps implements TensorOps<NDArray> {
    private final NDManager manager;
    private final ParameterStore store;
    private final ScriptOps.Settings settings;
    private final Map<NDArray, Factors> factors = new IdentityHashMap<>();

    /** The low-rank factors of a weight or of rows of it. */
    private record Factors(NDArray down, NDArray up) {}

    EagerOps(NDManager manager, ParameterStore store, ScriptOps.Settings settings) {
        this.manager = manager;
        this.store = store;
        this.settings = settings;
    }

    private static PtNDArray pt(NDArray array) {
        return (PtNDArray) array;
    }

    /** The same numbers for this call only, with the way of the gradient. */
    private NDArray view(NDArray array) {
        NDArray view = array.reshape(array.getShape());
        view.attach(manager);
        return view;
    }

    // Parameters and constants

    @Override
    public boolean hasParameter(String name) {
        return store.has(name);
    }

    @Override
    public NDArray parameter(String name, int... shape) {
        NDArray weight = view(store.parameter(store.parameter(name, shape)));
        Adapters adapters = settings.adapters();
        if (adapters != null && adapters.has(name)) {
            NDArray down = view(store.parameter(store.parameter(Adapters.down(name), adapters.downShape(name, shape))));
            NDArray up = view(store.parameter(store.parameter(Adapters.up(name), adapters.upShape(name, shape))));
            factors.put(weight, new Factors(down, up));
        }
        return weight;
    }

    @Override
    public NDArray constant(float[] values, int... shape) {
        return view(store.constants().get(store.constant(new Table(values, new long[0], shape))));
    }

    @Override
    public NDArray constant(long[] values, int... shape) {
        return view(store.constants().get(store.constant(new Table(new float[0], values, shape))));
    }

    /** The value of a weight in another than a linear layer: with factors, W + scale · B · A. */
    private NDArray whole(NDArray x) {
        Factors low = factors.get(x);
        return low == null ? x : x.add(Scalars.times(low.up().matMul(low.down()), adapters().scale()));
    }

    private Adapters adapters() {
        return Objects.requireNonNull(settings.adapters());
    }

    // Integers and booleans

    @Override
    public NDArray positions(NDArray ids) {
        return indices(ids, 1);
    }

    @Override
    public NDArray indices(NDArray x, int axis) {
        return manager.arange(0, Math.toIntExact(x.getShape().get(axis)), 1, DataType.INT64);
    }

    @Override
    public NDArray cumulativeSum(NDArray integers) {
        return JniUtils.cumSum(pt(integers), integers.getShape().dimension() - 1);
    }

    @Override
    public NDArray notEqual(NDArray integers, long value) {
        return integers.neq(value);
    }

    @Override
    public NDArray atMost(NDArray integers, long value) {
        return integers.lte(value);
    }

    @Override
    public NDArray absolute(NDArray integers) {
        return integers.abs();
    }

    @Override
    public NDArray clamp(NDArray integers, long low, long high) {
        return integers.clip(low, high);
    }

    @Override
    public NDArray toIntegers(NDArray booleans) {
        return booleans.toType(DataType.INT64, false);
    }

    @Override
    public NDArray toFloats(NDArray integers) {
        return integers.toType(DataType.FLOAT32, false);
    }

    @Override
    public NDArray choose(NDArray booleans, float whenTrue, float whenFalse) {
        Shape shape = booleans.getShape();
        return JniUtils.where(pt(booleans), pt(manager.full(shape, whenTrue)), pt(manager.full(shape, whenFalse)));
    }

    // Arithmetic

    @Override
    public NDArray add(NDArray a, NDArray b) {
        return whole(a).add(whole(b));
    }

    @Override
    public NDArray subtract(NDArray a, NDArray b) {
        return whole(a).sub(whole(b));
    }

    @Override
    public NDArray multiply(NDArray a, NDArray b) {
        return whole(a).mul(whole(b));
    }

    @Override
    public NDArray divide(NDArray a, NDArray b) {
        return whole(a).div(whole(b));
    }

    @Override
    public NDArray plus(NDArray integers, long value) {
        return integers.add(value);
    }

    @Override
    public NDArray times(NDArray floats, double factor) {
        return Scalars.times(whole(floats), factor);
    }

    // Layers

    @Override
    public NDArray embedding(NDArray table, NDArray ids) {
        return table.getShape().dimension() == 1
                ? JniUtils.take(pt(table), pt(ids), (PtNDManager) manager)
                : JniUtils.embedding(pt(ids), pt(whole(table)), false);
    }

    @Override
    public NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
        NDArray product = JniUtils.linear(pt(whole(x)), pt(weight), bias == null ? null : pt(bias));
        Factors low = factors.get(weight);
        if (low == null) {
            return product;
        }
        NDArray input = adapters().dropped(x, () -> drop(x, adapters().probability(settings.training())));
        NDArray small = JniUtils.linear(pt(input), pt(low.down()), null);
        return product.add(Scalars.times(JniUtils.linear(pt(small), pt(low.up()), null), adapters().scale()));
    }

    @Override
    public NDArray matmul(NDArray a, NDArray b) {
        return whole(a).matMul(whole(b));
    }

    @Override
    public NDArray matmulTransposed(NDArray a, NDArray b) {
        int last = b.getShape().dimension() - 1;
        return whole(a).matMul(whole(b).swapAxes(last - 1, last));
    }

    @Override
    public NDArray layerNorm(NDArray x, NDArray weight, @Nullable NDArray bias, double epsilon) {
        NDArray shift = bias == null ? manager.zeros(weight.getShape()) : bias;
        return JniUtils.layerNorm(pt(whole(x)), weight.getShape(), pt(weight), pt(shift), epsilon);
    }

    @Override
    public NDArray rmsNorm(NDArray x, NDArray weight, double epsilon) {
        NDArray rows = whole(x);
        NDArray mean = rows.square().mean(new int[] {-1}, true);
        return rows.div(Scalars.plus(mean, epsilon).sqrt()).mul(weight);
    }

    @Override
    public NDArray convolution(NDArray x, NDArray weight, NDArray bias, int groups) {
        long half = weight.getShape().get(2) / 2;
        NDArray mixed = JniUtils.convolution(pt(x.swapAxes(1, 2)), pt(whole(weight)), pt(bias), new Shape(1), new Shape(half), new Shape(1),
                groups);
        return mixed.swapAxes(1, 2);
    }

    /** Token by token, as the formulas say. */
    @Override
    public NDArray lstm(NDArray x, NDArray inputWeight, NDArray stateWeight, NDArray inputBias, NDArray stateBias, boolean backwards,
            @Nullable NDArray mask) {
        long length = x.getShape().get(1);
        long size = stateWeight.getShape().get(1);
        NDArray fromInput = JniUtils.linear(pt(whole(x)), pt(whole(inputWeight)), pt(inputBias));
        NDArray state = manager.zeros(new Shape(x.getShape().get(0), size));
        NDArray cell = state;
        NDArray[] states = new NDArray[Math.toIntExact(length)];
        for (int step = 0; step < states.length; step++) {
            int at = backwards ? states.length - 1 - step : step;
            NDArray gates = squeeze(slice(fromInput, 1, at, at + 1), 1)
                    .add(JniUtils.linear(pt(state), pt(whole(stateWeight)), pt(stateBias)));
            NDArray[] gate = new NDArray[4];
            for (int g = 0; g < gate.length; g++) {
                NDArray part = slice(gates, 1, Math.toIntExact(g * size), Math.toIntExact((g + 1) * size));
                gate[g] = g == 2 ? part.tanh() : JniUtils.sigmoid(pt(part));
            }
            NDArray newCell = gate[1].mul(cell).add(gate[0].mul(gate[2]));
            NDArray newState = gate[3].mul(newCell.tanh());
            if (mask == null) {
                cell = newCell;
                state = newState;
            } else {
                NDArray here = toFloats(slice(mask, 1, at, at + 1));
                cell = newCell.mul(here);
                state = newState.mul(here);
            }
            states[at] = state.expandDims(1);
        }
        NDArray all = states[0];
        for (int at = 1; at < states.length; at++) {
            all = concat(1, all, states[at]);
        }
        return all;
    }

    @Override
    public NDArray lastToken(NDArray x, @Nullable NDArray mask) {
        int length = Math.toIntExact(x.getShape().get(1));
        if (mask == null) {
            return squeeze(slice(x, 1, length - 1, length), 1);
        }
        // Where the number of tokens up to here is that of all, and the token is no padding.
        NDArray last = toFloats(cumulativeSum(mask).eq(mask.sum(new int[] {1}, true))).mul(toFloats(mask));
        return x.mul(last.expandDims(2)).sum(new int[] {1});
    }

    @Override
    public NDArray activation(NDArray x, Activation function) {
        return switch (function) {
            case GELU -> JniUtils.gelu(pt(x));
            case GELU_TANH -> geluByTanh(x);
            case QUICK_GELU -> x.mul(JniUtils.sigmoid(pt(Scalars.times(x, 1.702))));
            case GELU_CLIPPED -> Scalars.atMost(Scalars.atLeast(JniUtils.gelu(pt(x)), -10), 10);
            case RELU -> JniUtils.relu(pt(x));
            case RELU6 -> Scalars.atMost(JniUtils.relu(pt(x)), 6);
            case RELU_SQUARED -> JniUtils.relu(pt(x)).square();
            case LEAKY_RELU -> JniUtils.leakyRelu(pt(x), 0.01);
            case MISH -> x.mul(JniUtils.softPlus(pt(x)).tanh());
            case SILU -> x.mul(JniUtils.sigmoid(pt(x)));
            case TANH -> x.tanh();
            case SIGMOID -> JniUtils.sigmoid(pt(x));
            case IDENTITY -> x;
        };
    }

    @Override
    public NDArray softmax(NDArray x) {
        return x.softmax(-1);
    }

    @Override
    public NDArray dropout(NDArray x, double probability) {
        return drop(x, settings.probability(probability));
    }

    private static NDArray geluByTanh(NDArray x) {
        NDArray inner = Scalars.times(Scalars.plus(Scalars.times(x.square(), 0.044715), 1).mul(x), Math.sqrt(2 / Math.PI));
        return Scalars.times(x.mul(Scalars.plus(inner.tanh(), 1)), 0.5);
    }

    private NDArray drop(NDArray x, double probability) {
        return probability == 0 ? x : JniUtils.dropout(pt(whole(x)), probability, true);
    }

    @Override
    public NDArray attention(NDArray query, NDArray key, NDArray value, int heads, double scale, @Nullable NDArray bias,
            @Nullable NDArray keyMask, double dropout) {
        NDArray scores = times(matmulTransposed(splitHeads(query, heads), splitHeads(key, heads)), scale);
        if (bias != null) {
            scores = scores.add(bias);
        }
        if (keyMask != null) {
            scores = scores.add(choose(keyMask.eq(0), MASKED, 0).expandDims(1).expandDims(1));
        }
        return mergeHeads(matmul(dropout(softmax(scores), dropout), splitHeads(value, heads)));
    }

    @Override
    public NDArray rotary(NDArray x, int heads, NDArray positions, NDArray cosines, NDArray sines) {
        NDArray split = splitHeads(x, heads);
        int half = Math.toIntExact(cosines.getShape().get(1));
        NDArray first = slice(split, 3, 0, half);
        NDArray second = slice(split, 3, half, 2 * half);
        NDArray cosine = embedding(cosines, positions);
        NDArray sine = embedding(sines, positions);
        return mergeHeads(concat(3, first.mul(cosine).sub(second.mul(sine)), second.mul(cosine).add(first.mul(sine))));
    }

    // Shapes

    @Override
    public NDArray splitHeads(NDArray x, int heads) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads).swapAxes(1, 2);
    }

    @Override
    public NDArray mergeHeads(NDArray x) {
        Shape shape = x.getShape();
        return x.swapAxes(1, 2).reshape(shape.get(0), shape.get(2), shape.get(1) * shape.get(3));
    }

    @Override
    public NDArray regroup(NDArray x, NDArray like) {
        return x.reshape(like.getShape().get(0), -1, x.getShape().get(2));
    }

    @Override
    public NDArray permute(NDArray x, int... axes) {
        return whole(x).transpose(axes);
    }

    @Override
    public NDArray unsqueeze(NDArray x, int axis) {
        return whole(x).expandDims(axis);
    }

    @Override
    public NDArray squeeze(NDArray x, int axis) {
        return whole(x).squeeze(axis);
    }

    @Override
    public NDArray slice(NDArray x, int axis, int from, int to) {
        Factors low = factors.get(x);
        if (low == null || axis != 0) {
            return JniUtils.slice(pt(whole(x)), axis, from, to, 1);
        }
        NDArray rows = JniUtils.slice(pt(x), 0, from, to, 1);
        factors.put(rows, new Factors(low.down(), JniUtils.slice(pt(low.up()), 0, from, to, 1)));
        return rows;
    }

    @Override
    public NDArray concat(int axis, NDArray first, NDArray second) {
        return whole(first).concat(whole(second), axis);
    }

    @Override
    public NDArray pick(NDArray x, NDArray index) {
        Shape shape = new Shape(x.getShape().get(0), x.getShape().get(1), index.getShape().get(0), index.getShape().get(1));
        return x.gather(index.broadcast(shape), 3);
    }

    // Pooling

    @Override
    public NDArray meanOverTokens(NDArray x, @Nullable NDArray mask) {
        if (mask == null) {
            return x.mean(new int[] {1});
        }
        NDArray seen = toFloats(mask).expandDims(2);
        return x.mul(seen).sum(new int[] {1}).div(Scalars.atLeast(seen.sum(new int[] {1}), 1e-9));
    }

    @Override
    public NDArray maxOverTokens(NDArray x, @Nullable NDArray mask) {
        if (mask == null) {
            return x.max(new int[] {1});
        }
        NDArray seen = mask.neq(0).expandDims(2).broadcast(x.getShape());
        return JniUtils.where(pt(seen), pt(x), pt(manager.full(x.getShape(), MASKED))).max(new int[] {1});
    }

    @Override
    public NDArray normalize(NDArray x) {
        NDArray norm = x.square().sum(new int[] {-1}, true).sqrt();
        return x.div(Scalars.atLeast(norm, 1e-12));
    }
}
