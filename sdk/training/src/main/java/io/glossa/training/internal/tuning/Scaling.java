package io.glossa.training.internal.tuning;

import io.glossa.models.ProblemType;

/**
 * What logits are multiplied by and moved by when training is over, so that they mean what they say: divided by a temperature, or, for
 * numbers to predict, brought back from the standardised to their own scale. Folded into the last layer.
 *
 * @param factor what logits are multiplied by
 * @param shift what is added afterwards
 */
record Scaling(double factor, double shift) {
    static Scaling of(Survey survey, double temperature) {
        return survey.type() == ProblemType.REGRESSION ? new Scaling(survey.deviation(), survey.mean()) : new Scaling(1 / temperature, 0);
    }

    /** Changes logits. */
    void apply(float[][] logits) {
        for (float[] row : logits) {
            fold(row, true);
        }
    }

    /** Changes the weight or bias of the last layer, or logits. */
    void fold(float[] values, boolean shifted) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] * factor + (shifted ? shift : 0));
        }
    }
}
