/**
 * PyTorch checkpoints read as data: a pickle machine that builds tensors and plain values and nothing else. Not for use outside
 * Glossa's own artifacts, may change in any release.
 */
@NullMarked
package io.glossa.models.format.internal.torch;

import org.jspecify.annotations.NullMarked;
