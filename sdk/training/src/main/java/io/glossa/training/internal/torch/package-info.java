/** Training on PyTorch by way of DJL, whose types have their home here: forward passes in source code and in eager calls. */
@NullMarked
package io.glossa.training.internal.torch;

import org.jspecify.annotations.NullMarked;
