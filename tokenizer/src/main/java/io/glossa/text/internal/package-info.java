/** Where a text can be cut, for other packages of Glossa. No API. */
@NullMarked
package io.glossa.text.internal;

import org.jspecify.annotations.NullMarked;
