/**
 * How a task gets from texts to numbers: encode, length policy, runs sorted by length within a token budget, pooling and
 * heads. One planner serves single calls, lists, streams and concurrent callers, and a text's numbers are the same in any
 * company. Not API.
 */
@NullMarked
package io.glossa.internal.pipeline;

import org.jspecify.annotations.NullMarked;
