/**
 * How good a model is on labelled texts: metrics with 95 % intervals, comparisons of two models, calibration, slices and the
 * worst errors, as plain values. The numbers are those of scikit-learn and SciPy, with which tests compare them.
 * Translations are scored by BLEU and chrF; those numbers are sacreBLEU's.
 */
@NullMarked
package io.glossa.evaluation;

import org.jspecify.annotations.NullMarked;
