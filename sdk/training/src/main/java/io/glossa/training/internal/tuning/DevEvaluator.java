package io.glossa.training.internal.tuning;

import io.glossa.evaluation.Metric;
import io.glossa.models.ProblemType;
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
record DevEvaluator(Survey survey, EncodedSet dev, EncodedSet calibration, Batches.Padding padding, Targets targets,
        Metric metric) implements Evaluator {
    @Override
    public Measured measure(TrainableModel model) {
        double[] thresholds = new double[survey.labels().size()];
        Arrays.fill(thresholds, 0.5);
        if (survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION && calibration.size() > 0) {
            double[] cuts = Calibrator.cuts(calibration, Logits.of(model, calibration, padding));
            Arrays.setAll(thresholds, l -> Measures.sigmoid(cuts[l]));
        }
        Map<String, Double> metrics = Measures.of(survey, dev, Logits.of(model, dev, padding), thresholds, targets.mean(),
                targets.deviation(), metric);
        return new Measured(metrics, Measures.score(metric, metrics), metrics.get(Measures.LOSS));
    }
}
