/**
 * The {@code glossa} command: reads texts from arguments and files, calls one task of the SDK, writes results. Results go to
 * standard output, all else to standard error.
 */
@NullMarked
package io.glossa.cli;

import org.jspecify.annotations.NullMarked;
