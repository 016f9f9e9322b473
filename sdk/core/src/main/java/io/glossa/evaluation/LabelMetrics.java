package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * How well one label is found.
 *
 * @param label the label
 * @param precision share of the texts given the label that have it; 0 if none was given it
 * @param recall share of the texts with the label that were given it; 0 if none has it
 * @param f1 harmonic mean of the two; 0 if both are
 * @param support how many texts have the label
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LabelMetrics(String label, double precision, double recall, double f1, long support) {
    static LabelMetrics of(String label, long truePositives, long predicted, long support) {
        double precision = predicted == 0 ? 0 : (double) truePositives / predicted;
        double recall = support == 0 ? 0 : (double) truePositives / support;
        double f1 = predicted + support == 0 ? 0 : 2.0 * truePositives / (predicted + support);
        return new LabelMetrics(label, precision, recall, f1, support);
    }
}
