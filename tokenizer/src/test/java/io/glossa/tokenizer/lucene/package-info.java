/**
 * Tests of the bridge to Lucene. Classes named {@code …LuceneTest} run under Lucene's own test framework (JUnit 4), with
 * random data, random locales and checks of the token stream contract; a failure prints the seed.
 */
@NullMarked
package io.glossa.tokenizer.lucene;

import org.jspecify.annotations.NullMarked;
