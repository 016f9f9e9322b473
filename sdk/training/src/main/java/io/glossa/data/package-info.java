/** Labelled texts: where they come from, how they are divided, and what is wrong with them. */
@NullMarked
package io.glossa.data;

import org.jspecify.annotations.NullMarked;
