/**
 * One runnable file per question. The README and the how-tos quote the parts between {@code // snippet:name} and
 * {@code // end}; a test keeps both the same.
 */
@NullMarked
package io.glossa.samples;

import org.jspecify.annotations.NullMarked;
