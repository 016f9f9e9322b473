/**
 * Replays what Python {@code transformers} computed through the command line: {@link io.glossa.cli.parity.ParityTest}
 * builds jsonl input from the recorded fixtures and compares the jsonl that comes back, knowing nothing of the Java API.
 */
@NullMarked
package io.glossa.cli.parity;

import org.jspecify.annotations.NullMarked;
