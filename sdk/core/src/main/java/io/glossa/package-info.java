/**
 * Text in, plain values out: the tasks of Glossa.
 *
 * <p>Every task is a handle loaded once, shared by any number of threads, and closed at the end. {@code load(model)} is
 * {@code builder(model).build()}; a model is a folder in the Hugging Face layout, the name of an embedded model,
 * or {@code hub:org/name[@revision]}. Each task takes one text, a list, a lazy stream, or either asynchronously; a text's result is the same in all of them.
 * Results are immutable values that outlive the handle.
 *
 * <p>Length is never silent: see {@link io.glossa.LengthPolicy} for what happens to long texts and
 * {@link io.glossa.TokenUsage} for what did happen. Failures are {@link io.glossa.error.GlossaException}s.
 */
@NullMarked
package io.glossa;

import org.jspecify.annotations.NullMarked;
