/** What exports write, and what they refuse. */
@NullMarked
package io.glossa.export;

import org.jspecify.annotations.NullMarked;
