package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * Precision, recall and F1 over several labels.
 *
 * @param precision 0 to 1
 * @param recall 0 to 1
 * @param f1 the average of the labels' F1, not the harmonic mean of the other two; 0 to 1
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record Averages(double precision, double recall, double f1) {}
