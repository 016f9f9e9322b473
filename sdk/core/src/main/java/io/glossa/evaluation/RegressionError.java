package io.glossa.evaluation;

import org.apiguardian.api.API;

/**
 * A text whose number was missed.
 *
 * @param row where it stands in its source
 * @param index its place among the texts that were added, from 0
 * @param right the right number
 * @param predicted the number that was answered
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record RegressionError(long row, int index, double right, double predicted) {
    /** How far off: answered minus right. */
    public double difference() {
        return predicted - right;
    }
}
