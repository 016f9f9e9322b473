/** Tests of text before it becomes tokens. */
@NullMarked
package io.glossa.text;

import org.jspecify.annotations.NullMarked;
