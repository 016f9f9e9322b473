/** What the training loop asks of an engine: gradients, updates, logits and the state of parameters. No type of an engine. */
@NullMarked
package io.glossa.training.internal.engine;

import org.jspecify.annotations.NullMarked;
