/** Makes what a smaller model starts from: a base model with some of its layers, or a part of its vocabulary. */
@NullMarked
package io.glossa.training.internal.student;

import org.jspecify.annotations.NullMarked;
