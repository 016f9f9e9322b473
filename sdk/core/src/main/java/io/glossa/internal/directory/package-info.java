/** Writing model directories: whole or not at all, with checksums. */
@NullMarked
package io.glossa.internal.directory;

import org.jspecify.annotations.NullMarked;
