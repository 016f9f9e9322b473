/**
 * Makes the files of the embedded models that are too large for the repository, in the build. One program for each kind of
 * model: {@link io.glossa.assembly.BaseModel}, {@link io.glossa.assembly.HeadModel} and {@link io.glossa.assembly.AdapterModel}. What
 * they make is held to the sizes and SHA-256 that the model's {@code glossa.json} in the repository says.
 */
@NullMarked
package io.glossa.assembly;

import org.jspecify.annotations.NullMarked;
