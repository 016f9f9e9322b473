/** Tests about all modules together: what may know what, what is public, what leaves the machine, what lies on the class path. */
@NullMarked
package io.glossa.checks;

import org.jspecify.annotations.NullMarked;
