/** The reader of the ONNX wire format; not for use outside Glossa's own artifacts, may change in any release. */
@NullMarked
package io.glossa.models.format.internal;

import org.jspecify.annotations.NullMarked;
