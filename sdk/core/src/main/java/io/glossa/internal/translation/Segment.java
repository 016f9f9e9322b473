package io.glossa.internal.translation;

/**
 * A stretch of a text that is translated on its own: a sentence, or a piece of one that was too long.
 *
 * @param start the first UTF-16 index in the text
 * @param end the index after the last
 * @param split whether it is a piece of a sentence that did not fit
 * @param joined whether only white space or nothing lies between it and the segment before, in the same block
 */
record Segment(int start, int end, boolean split, boolean joined) {}
