/** One class a verb. */
@NullMarked
package io.glossa.cli.command;

import org.jspecify.annotations.NullMarked;
