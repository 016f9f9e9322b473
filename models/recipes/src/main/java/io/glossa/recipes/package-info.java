/**
 * How the models that Glossa ships were made, as programs run by hand: data in, a model directory out. Every recipe is
 * seeded, and run twice on one machine it writes the same bytes.
 */
@NullMarked
package io.glossa.recipes;

import org.jspecify.annotations.NullMarked;
