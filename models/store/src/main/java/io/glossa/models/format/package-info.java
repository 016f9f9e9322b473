/**
 * Readers and writers of the file formats that weights come in, and {@link io.glossa.models.format.Weights}, one face over all
 * of them. Readers treat every file as hostile: all lengths are checked against the file
 * before anything is allocated, and the only exception that a bad file can cause is a
 * {@link io.glossa.error.ModelFormatException}.
 */
@NullMarked
package io.glossa.models.format;

import org.jspecify.annotations.NullMarked;
