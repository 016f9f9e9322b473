/** The training loop: encoded data, batches, targets, schedule, checkpoints, and the loop itself. Knows no engine and no files of models. */
@NullMarked
package io.glossa.training.internal.loop;

import org.jspecify.annotations.NullMarked;
