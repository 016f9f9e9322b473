/** How good a classifier is on labelled texts: metrics with 95 % intervals, as plain values. */
@NullMarked
package io.glossa.evaluation;

import org.jspecify.annotations.NullMarked;
