package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * The texts whose best label scores between two bounds: one bar of a reliability diagram.
 *
 * @param low lowest score, inclusive
 * @param high bound above the scores, exclusive but in the last bin
 * @param count how many texts
 * @param meanScore mean score of their best labels; 0 without texts
 * @param accuracy share of them whose best label is right; 0 without texts
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record ReliabilityBin(double low, double high, long count, double meanScore, double accuracy) {}
