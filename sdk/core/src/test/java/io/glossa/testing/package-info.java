/** What the tests of the tasks share: fixtures, texts, damaged copies of models, checks of messages. */
@NullMarked
package io.glossa.testing;

import org.jspecify.annotations.NullMarked;
