/** The methods behind the data check against definitions, other implementations and examples worked by hand. */
@NullMarked
package io.glossa.data.internal;

import org.jspecify.annotations.NullMarked;
