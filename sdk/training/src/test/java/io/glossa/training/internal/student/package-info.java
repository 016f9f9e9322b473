/** Tests of what a smaller model starts from. */
@NullMarked
package io.glossa.training.internal.student;

import org.jspecify.annotations.NullMarked;
