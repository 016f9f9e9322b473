/** Tests of linear models. */
@NullMarked
package io.glossa.training.internal.linear;

import org.jspecify.annotations.NullMarked;
