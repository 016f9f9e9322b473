/** Tests of the tokenizer: against the library, against recorded results of transformers, and against hostile files. */
@NullMarked
package io.glossa.tokenizer;

import org.jspecify.annotations.NullMarked;
