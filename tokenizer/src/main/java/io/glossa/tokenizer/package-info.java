/**
 * Text in, token ids out, with the results of the Hugging Face fast tokenizers. {@link io.glossa.tokenizer.Tokenizer} is
 * the way in; {@link io.glossa.tokenizer.Encoding} is what comes out.
 *
 * <p>An engine only cuts one text into pieces: pure Java for BERT-like WordPiece files, the Hugging Face library for all
 * others. What follows (truncation, windows, special tokens, padding, clean-up of decoded text) is one Java
 * implementation for both. Offsets are always UTF-16 indices, so {@code text.substring(start, end)} is the piece of the
 * text that a token came from.
 */
@NullMarked
package io.glossa.tokenizer;

import org.jspecify.annotations.NullMarked;
