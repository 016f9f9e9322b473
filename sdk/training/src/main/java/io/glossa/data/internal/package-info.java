/** Rows of text, table and JSON-lines files, streamed, with what is wrong with each; for data sets and for the command line. */
@NullMarked
package io.glossa.data.internal;

import org.jspecify.annotations.NullMarked;
