@NullMarked
package io.glossa.tokenizer.internal.sentencepiece;

import org.jspecify.annotations.NullMarked;
