package io.glossa.models.architecture;

import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary that architectures are written in. An implementation says what a tensor is: a value in memory, a node of a
 * graph, a variable in source code. Tensors hold 32-bit floats, 64-bit integers or booleans; nothing converts by itself
 * except where a method says so. Batch size and text length are open, all other sizes are known when the forward pass is
 * read.
 *
 * <p>A forward pass must not ask for anything outside this vocabulary; a piece that it lacks is added here, for all
 * interpreters. Implementations need not be thread-safe.
 *
 * @param <T> a tensor
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface TensorOps<T> {
    /** The largest negative bias that attention needs: added to a score it leaves no weight, and it is no infinity. */
    float MASKED = -3.4028235e38f;

    // Parameters and constants

    /** Whether the checkpoint has this parameter. */
    boolean hasParameter(String name);

    /**
     * A parameter of the checkpoint, as floats.
     *
     * @param name its full name
     * @param shape the shape it must have
     */
    T parameter(String name, int... shape);

    /** A constant table of floats with the given shape. */
    T constant(float[] values, int... shape);

    /** A constant table of integers with the given shape. */
    T constant(long[] values, int... shape);

    // Integers and booleans

    /** The integers 0, 1, … s−1 as [s], for ids [b,s]. */
    T positions(T ids);

    /** The integers 0, 1, … n−1 as [n], for an axis of size n. */
    T indices(T x, int axis);

    /** Running sums of integers along the last axis, the element itself included. */
    T cumulativeSum(T integers);

    /** Whether each integer differs from the given one; booleans. */
    T notEqual(T integers, long value);

    /** Whether each integer is at most the given one; booleans. */
    T atMost(T integers, long value);

    /** Absolute values of integers. */
    T absolute(T integers);

    /** Integers brought into the range from {@code low} to {@code high}, both included. */
    T clamp(T integers, long low, long high);

    /** Booleans as the integers 0 and 1. */
    T toIntegers(T booleans);

    /** Integers as floats. */
    T toFloats(T integers);

    /** {@code whenTrue} where the boolean is true, else {@code whenFalse}; floats of the same shape. */
    T choose(T booleans, float whenTrue, float whenFalse);

    // Arithmetic on two tensors of one kind, integers or floats, with the usual broadcasting of sizes 1

    /** Sum. */
    T add(T a, T b);

    /** Difference. */
    T subtract(T a, T b);

    /** Product. */
    T multiply(T a, T b);

    /** Quotient of floats. */
    T divide(T a, T b);

    /** Every integer plus a number. */
    T plus(T integers, long value);

    /** Every float times a number. */
    T times(T floats, double factor);

    // Layers

    /** Rows of a table of floats or integers: {@code table} [v,…], {@code ids} integers of any shape → shape of ids, then …. */
    T embedding(T table, T ids);

    /** {@code x · weightᵀ + bias}. {@code x} [.., in], {@code weight} a parameter [out, in], {@code bias} [out] → [.., out]. */
    T linear(T x, T weight, @Nullable T bias);

    /** Matrix product of floats over the last two axes, {@code a} [.., m, k] and {@code b} [.., k, n]. */
    T matmul(T a, T b);

    /** Matrix product with the second factor transposed, {@code a} [.., m, k] and {@code b} [.., n, k]. */
    T matmulTransposed(T a, T b);

    /** (x − mean) / √(variance + epsilon) · weight + bias over the last axis. */
    T layerNorm(T x, T weight, @Nullable T bias, double epsilon);

    /** x / √(mean of x² + epsilon) · weight over the last axis. */
    T rmsNorm(T x, T weight, double epsilon);

    /**
     * Convolution along the tokens, with zeros beyond both ends.
     *
     * @param x [b,s,h]
     * @param weight a parameter [o, h/groups, k], k odd
     * @param bias a parameter [o]
     * @param groups a divisor of h and o: the number of parts that do not see each other
     * @return [b,s,o]
     */
    T convolution(T x, T weight, T bias, int groups);

    /**
     * A layer of long short-term memory (Hochreiter and Schmidhuber 1997), from zeros. Gates lie one after the other as in PyTorch: input,
     * forget, cell, output; each has two biases, which are added.
     *
     * @param x [b,s,h]
     * @param inputWeight a parameter [4·o, h]
     * @param stateWeight a parameter [4·o, o]
     * @param inputBias a parameter [4·o]
     * @param stateBias a parameter [4·o]
     * @param backwards whether it reads from the last token to the first
     * @param mask integers [b,s], 1 for tokens and then 0 for padding, which stands at the end; null if nothing is padded
     * @return [b,s,o], the state after each token; 0 for padding
     */
    T lstm(T x, T inputWeight, T stateWeight, T inputBias, T stateBias, boolean backwards, @Nullable T mask);

    /** A function of each element. */
    T activation(T x, Activation function);

    /** Softmax over the last axis. */
    T softmax(T x);

    /** Dropout with this probability while training; the tensor itself otherwise. */
    T dropout(T x, double probability);

    /**
     * Attention with several heads: softmax(q·kᵀ·scale + bias)·v.
     *
     * @param query [b,q,h]
     * @param key [b,k,h]
     * @param value [b,k,h]
     * @param heads n, a divisor of h
     * @param scale factor of the products
     * @param bias floats added to the scaled products, [b or 1, n or 1, q, k]; null for none
     * @param keyMask integers [b,k], 0 where a key must not be seen; null if all are
     * @param dropout probability of dropping a weight while training
     * @return [b,q,h]
     */
    T attention(T query, T key, T value, int heads, double scale, @Nullable T bias, @Nullable T keyMask, double dropout);

    /**
     * Attention to keys and values whose heads are apart already: softmax(q·kᵀ·scale + bias)·v.
     *
     * @param query [b,q,h]
     * @param keys [b,n,k,h/n]
     * @param values [b,n,k,h/n]
     * @param heads n
     * @param scale factor of the products
     * @param bias floats added to the scaled products, [b or 1, n or 1, q, k]; null for none
     * @param keyMask integers [b,k], 0 where a key must not be seen; null if all are
     * @param dropout probability of dropping a weight while training
     * @return [b,q,h]
     */
    default T attentionOver(T query, T keys, T values, int heads, double scale, @Nullable T bias, @Nullable T keyMask, double dropout) {
        T scores = times(matmulTransposed(splitHeads(query, heads), keys), scale);
        if (bias != null) {
            scores = add(scores, bias);
        }
        if (keyMask != null) {
            scores = add(scores, unsqueeze(unsqueeze(choose(notEqual(keyMask, 0), 0, MASKED / 2), 1), 1));
        }
        return mergeHeads(matmul(dropout(softmax(scores), dropout), values));
    }

    /**
     * Rotary position embedding of every head, first half against second half (Su et al. 2021, as in GPT-NeoX).
     *
     * @param x [b,s,h]
     * @param heads n
     * @param positions integers [s], less than the number of rows of the tables
     * @param cosines constant [positions, h/n/2]
     * @param sines constant [positions, h/n/2]
     */
    T rotary(T x, int heads, T positions, T cosines, T sines);

    // Shapes

    /** [b,s,h] → [b,n,s,h/n]. */
    T splitHeads(T x, int heads);

    /** [b,n,s,d] → [b,s,n·d]. */
    T mergeHeads(T x);

    /** Rows put together or apart: [r,q,h] → [b,q·r/b,h], where b is the size of the first axis of {@code like}. */
    T regroup(T x, T like);

    /** Axes in another order. */
    T permute(T x, int... axes);

    /** A new axis of size 1. */
    T unsqueeze(T x, int axis);

    /** An axis of size 1 removed. */
    T squeeze(T x, int axis);

    /** Elements {@code from} to {@code to} − 1 of an axis; the size of the axis is at least {@code to}. */
    T slice(T x, int axis, int from, int to);

    /** Tensors one after the other along an axis. */
    T concat(int axis, T first, T second);

    /**
     * Picks along the last axis: result[…,i,j] = x[…,i,index[i,j]].
     *
     * @param x floats [b,n,q,m]
     * @param index integers [q,k], each less than m
     * @return [b,n,q,k]
     */
    T pick(T x, T index);

    // Pooling over the tokens of a text

    /** Mean over axis 1 of [b,s,h] where the mask [b,s] is not 0; over all of it if the mask is null → [b,h]. */
    T meanOverTokens(T x, @Nullable T mask);

    /** Maximum over axis 1 of [b,s,h] where the mask [b,s] is not 0; over all of it if the mask is null → [b,h]. */
    T maxOverTokens(T x, @Nullable T mask);

    /**
     * The last token of each text.
     *
     * @param x [b,s,h]
     * @param mask integers [b,s], 1 for tokens and then 0 for padding, which stands at the end; null if nothing is padded
     * @return [b,h]
     */
    T lastToken(T x, @Nullable T mask);

    /** x / max(‖x‖₂, 1e-12) over the last axis. */
    T normalize(T x);
}
