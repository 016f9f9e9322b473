/** SentencePiece (Kudo and Richardson 2018) in Java: its model files, its normalisation, and both its ways to cut a text. */
@NullMarked
package io.glossa.tokenizer.internal.sentencepiece;

import org.jspecify.annotations.NullMarked;
