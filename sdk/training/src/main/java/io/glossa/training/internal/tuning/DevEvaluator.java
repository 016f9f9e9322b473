package io.glossa.training.internal.tuning;

import io.glossa.models.ProblemType;
import io.glossa.training.TrainingMetric;
import io.glossa.training.internal.engine.TrainableModel;
import io.glossa.training.internal.loop.Batches;
import io.glossa.training.internal.loop.EncodedSet;
import io.glossa.training.internal.loop.Evaluator;
import io.glossa.training.internal.loop.Logits;
import io.glossa.training.internal.loop.Targets;
import java.util.Arrays;
import java.util.Map;

/**
 * Measures on the development data in the course of a training. Thresholds of multi-label data come from the texts that were held out
 * for it, so that the numbers are those that the model would have if training ended now.
 */
record DevEvaluator(ProblemType type, EncodedSet dev, EncodedSet calibration, Batches.Padding padding, Targets targets,
        TrainingMetric metric, int labels) implements Evaluator {
    @Override
    public Measured measure(TrainableModel model) {
        double[] thresholds = new double[labels];
        Arrays.fill(thresholds, 0.5);
        if (type == ProblemType.MULTI_LABEL_CLASSIFICATION && calibration.size() > 0) {
            double[] cuts = Calibrator.cuts(calibration, Logits.of(model, calibration, padding));
            Arrays.setAll(thresholds, l -> Measures.sigmoid(cuts[l]));
        }
        Map<String, Double> metrics = Measures.of(type, dev, Logits.of(model, dev, padding), thresholds, targets.mean(),
                targets.deviation());
        double loss = metrics.get("loss");
        double value = metrics.get(metric.key());
        double score = metric.moreIsBetter() ? value : -value;
        return new Measured(metrics, Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score, loss);
    }
}
