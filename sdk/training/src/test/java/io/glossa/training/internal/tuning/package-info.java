@NullMarked
package io.glossa.training.internal.tuning;

import org.jspecify.annotations.NullMarked;
