/**
 * The bridge to Apache Lucene, in both directions; the only place where Lucene's types are seen.
 *
 * <ul>
 *   <li>Lucene for us: {@link io.glossa.tokenizer.lucene.LuceneWordSplitter} makes any {@code Analyzer} a
 *       {@link io.glossa.text.WordSplitter}, whose words {@link io.glossa.tokenizer.Tokenizer#encodeWords} takes.
 *   <li>We for Lucene: {@link io.glossa.tokenizer.lucene.PieceAnalyzer} indexes the pieces of a model's vocabulary.
 *   <li>Labels: {@link io.glossa.tokenizer.lucene.DocumentTagger} gives documents label fields before they are added, and
 *       {@link io.glossa.tokenizer.lucene.LabelTokenFilter} puts labels into a token stream. Both take a
 *       {@link io.glossa.tokenizer.lucene.TextLabeler}, which a lambda over any classifier is.
 * </ul>
 *
 * <p>{@code lucene-core} is an optional dependency: who uses this package brings it, version 9. The other packages do not
 * need it.
 */
@NullMarked
package io.glossa.tokenizer.lucene;

import org.jspecify.annotations.NullMarked;
