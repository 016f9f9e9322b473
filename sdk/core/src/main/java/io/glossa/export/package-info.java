/**
 * Writes model directories for serving: a checkpoint goes in, a directory with an ONNX graph comes out, in 32 or 8 bits, and what
 * the graph loses against the checkpoint is measured before anything is kept. Not for formats of other engines, and not for
 * training.
 */
@NullMarked
package io.glossa.export;

import org.jspecify.annotations.NullMarked;
