/** The machinery behind {@code hub:} models: requests, downloads, the cache and its locks. */
@NullMarked
package io.glossa.models.hub.internal;

import org.jspecify.annotations.NullMarked;
