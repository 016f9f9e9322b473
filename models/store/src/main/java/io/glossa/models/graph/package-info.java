/**
 * Forward passes written down as ONNX graphs. {@link io.glossa.models.graph.GraphOps} interprets an architecture into a
 * {@link io.glossa.models.graph.Graph} of standard operators; passes then join operators into the larger ones that ONNX
 * Runtime has kernels for, or turn products into 8-bit ones; the writer streams the result to a file, a tensor at a time.
 */
@NullMarked
package io.glossa.models.graph;

import org.jspecify.annotations.NullMarked;
