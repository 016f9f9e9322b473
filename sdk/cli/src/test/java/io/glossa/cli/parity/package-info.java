/**
 * Replays through the command line what Python {@code transformers} computed: {@link io.glossa.cli.parity.ParityTest}
 * builds jsonl input from the recorded fixtures and compares the jsonl that comes back. The Java API is not used.
 */
@NullMarked
package io.glossa.cli.parity;

import org.jspecify.annotations.NullMarked;
