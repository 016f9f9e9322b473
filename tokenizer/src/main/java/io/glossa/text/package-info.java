/**
 * Text before it becomes tokens: words, sentences, clean-up, a hint of the language. Whatever this package cuts or
 * changes, it keeps where that stood in the caller's own text, in UTF-16 indices.
 *
 * <p>This is not the place for token ids ({@link io.glossa.tokenizer}), and nothing here needs a model.
 */
@NullMarked
package io.glossa.text;

import org.jspecify.annotations.NullMarked;
