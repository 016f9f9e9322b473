package io.glossa.data;

import org.apiguardian.api.API;

/**
 * The numbers to predict. Immutable and thread-safe.
 *
 * @param min the smallest
 * @param max the largest
 * @param mean their mean
 * @param standardDeviation their standard deviation, of the population
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record ValueStatistics(double min, double max, double mean, double standardDeviation) {}
