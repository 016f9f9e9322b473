/** Data sets on whole and damaged files, and divided at random. */
@NullMarked
package io.glossa.data;

import org.jspecify.annotations.NullMarked;
