/** The only package that knows ONNX Runtime: sessions over plain heap arrays. Not API. */
@NullMarked
package io.glossa.internal.engine;

import org.jspecify.annotations.NullMarked;
