/**
 * What stands between a user's text and a model that translates single sentences: cutting the text and putting it together
 * again, long sentences, terms and patterns that must survive. The model is a function from sentences to sentences. Not API.
 */
@NullMarked
package io.glossa.internal.translation;

import org.jspecify.annotations.NullMarked;
