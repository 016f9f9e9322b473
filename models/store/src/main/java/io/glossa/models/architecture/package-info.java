/**
 * Architectures as forward passes, each written once against {@link io.glossa.models.architecture.TensorOps}. What a forward
 * pass does depends on who interprets it: the graph writer makes an ONNX graph of it, a trainer runs it with gradients, a
 * slow interpreter in plain Java checks both.
 *
 * <p>Letters in shapes: b texts in a batch, s tokens of a text, q and k positions of queries and keys, h width of a token's
 * vector, n attention heads, l labels.
 *
 * <p>To add an architecture: write its {@link io.glossa.models.architecture.Encoder} in a file of its own, with the names its
 * checkpoints have on the hub, and add a line to {@link io.glossa.models.architecture.Architectures}. A tiny random checkpoint
 * with numbers from the reference implementation is its test.
 */
@NullMarked
package io.glossa.models.architecture;

import org.jspecify.annotations.NullMarked;
