/**
 * Fuzz tests of the readers of model files. In a build each runs over its corpus; {@link io.glossa.fuzz.Campaign} searches for
 * new inputs.
 */
@NullMarked
package io.glossa.fuzz;

import org.jspecify.annotations.NullMarked;
