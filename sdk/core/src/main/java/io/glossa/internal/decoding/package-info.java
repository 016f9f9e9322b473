/**
 * From the logits of a decoder to sequences of tokens: greedy search, beam search and sampling as {@code generate} of
 * {@code transformers} 4.57 defines them, in plain Java over {@link io.glossa.internal.decoding.DecoderSession}. No engine, no
 * tokenizer, no text. Not API.
 *
 * <p>{@code Generator} feeds a batch to a session step by step. Each text has a {@code Search} of its own, which sees the
 * logits of its own rows and nothing else: that a text's result does not depend on its batch follows from there being no
 * other way. {@code ScoreRules} change scores before a search reads them.
 */
@NullMarked
package io.glossa.internal.decoding;

import org.jspecify.annotations.NullMarked;
