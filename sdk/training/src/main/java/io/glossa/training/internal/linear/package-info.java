/**
 * Linear models in plain Java: softmax regression for one label, a logistic regression per label for several, least squares for
 * numbers; on dense features such as embeddings and on sparse ones such as hashed words. No type of an engine.
 */
@NullMarked
package io.glossa.training.internal.linear;

import org.jspecify.annotations.NullMarked;
