/** From labelled texts and a base model to what the loop needs, and from its weights to a model directory. */
@NullMarked
package io.glossa.training.internal.tuning;

import org.jspecify.annotations.NullMarked;
