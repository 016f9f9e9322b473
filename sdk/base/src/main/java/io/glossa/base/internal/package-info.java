/** Shared machinery of Glossa's own artifacts; not for use outside them, may change in any release. */
@NullMarked
package io.glossa.base.internal;

import org.jspecify.annotations.NullMarked;
