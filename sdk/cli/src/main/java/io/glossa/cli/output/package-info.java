/** How results are written: for people, as JSON, JSON lines or a table. */
@NullMarked
package io.glossa.cli.output;

import org.jspecify.annotations.NullMarked;
