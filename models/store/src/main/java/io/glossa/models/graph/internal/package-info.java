/** What identifies parameters; not for use outside Glossa's own artifacts, may change in any release. */
@NullMarked
package io.glossa.models.graph.internal;

import org.jspecify.annotations.NullMarked;
