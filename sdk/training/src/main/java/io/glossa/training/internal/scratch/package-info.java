/** Models that start from nothing: a linear one on hashed n-grams, and one of LSTM layers with a vocabulary of its own. */
@NullMarked
package io.glossa.training.internal.scratch;

import org.jspecify.annotations.NullMarked;
