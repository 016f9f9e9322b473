/** The forward passes computed in plain Java, to check the other interpreters against. */
@NullMarked
package io.glossa.models.architecture.internal;

import org.jspecify.annotations.NullMarked;
