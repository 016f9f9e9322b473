/** Where texts come from: arguments, text, table and JSON-lines files, streamed line by line. */
@NullMarked
package io.glossa.cli.input;

import org.jspecify.annotations.NullMarked;
