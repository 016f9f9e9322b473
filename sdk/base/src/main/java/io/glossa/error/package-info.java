/**
 * What can go wrong, as types. Everything Glossa throws on purpose is a {@link io.glossa.error.GlossaException}, apart
 * from {@link java.lang.NullPointerException} for a null argument, {@link java.lang.IllegalArgumentException} for an
 * option outside its documented range and {@link java.lang.IllegalStateException} for use after close.
 *
 * <p>Messages say what was expected, what was found, where, and what to do next. They never contain the text that a user
 * passed in.
 */
@NullMarked
package io.glossa.error;

import org.jspecify.annotations.NullMarked;
