/** Runs every sample, and keeps the documentation's code the same as the samples'. */
@NullMarked
package io.glossa.samples;

import org.jspecify.annotations.NullMarked;
