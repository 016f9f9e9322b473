/** N-grams of words and characters, hashed: the features of linear models, the same for training and serving. No API. */
@NullMarked
package io.glossa.tokenizer.internal;

import org.jspecify.annotations.NullMarked;
