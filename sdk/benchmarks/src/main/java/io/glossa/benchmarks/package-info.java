/** Speed, measured by hand and committed with the command. Ratios come from one interleaved run; absolute times mean little. */
@NullMarked
package io.glossa.benchmarks;

import org.jspecify.annotations.NullMarked;
