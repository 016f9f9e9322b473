package io.glossa.training.internal.tuning;

import io.glossa.error.InvalidInputException;
import io.glossa.error.TrainingException;
import io.glossa.evaluation.ClassificationEvaluation;
import io.glossa.evaluation.Metric;
import io.glossa.evaluation.RegressionEvaluation;
import io.glossa.models.ProblemType;
import io.glossa.training.internal.loop.EncodedSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** Logits against what is right: the loss, which is counted on logits, and metrics, which {@code io.glossa.evaluation} counts. */
final class Measures {
    /** The mean loss, without smoothing and weights; for regression the mean squared error. */
    static final String LOSS = "loss";

    private Measures() {}

    /** What is measured of each kind of data. */
    private static List<Metric> usual(ProblemType type) {
        return type == ProblemType.REGRESSION ? List.of(Metric.MEAN_ABSOLUTE_ERROR, Metric.PEARSON)
                : List.of(Metric.ACCURACY, Metric.MACRO_F1, Metric.MICRO_F1);
    }

    /**
     * Makes sure that a metric says something of this kind of data.
     *
     * @throws InvalidInputException if it does not
     */
    static Metric require(Metric metric, ProblemType type) {
        List<Metric> fitting = switch (type) {
            case REGRESSION -> RegressionEvaluation.collector().evaluate().metrics();
            case SINGLE_LABEL_CLASSIFICATION -> ClassificationEvaluation.collector(List.of("a", "b"), false).evaluate().metrics();
            case MULTI_LABEL_CLASSIFICATION -> ClassificationEvaluation.collector(List.of("a", "b"), true).evaluate().metrics();
        };
        if (!fitting.contains(metric)) {
            throw new InvalidInputException("metric: expected one of " + fitting.stream().map(Metric::key).toList()
                    + ", which say something of these data, found " + metric.key());
        }
        return metric;
    }

    /**
     * The loss and metrics by name. What is undefined is left out, but for correlations of what does not vary: 0 is the honest number
     * for "learned nothing".
     *
     * @param gold the texts with what is right
     * @param logits [n][l]
     * @param thresholds probability from which each label is given, for multi-label data
     * @param mean what regression was standardised by
     * @param deviation what regression was standardised by
     * @param chosen a metric that is wanted besides the usual
     * @throws TrainingException if a logit is no number
     */
    static Map<String, Double> of(Survey survey, EncodedSet gold, float[][] logits, double[] thresholds, double mean, double deviation,
            Metric chosen) {
        for (float[] row : logits) {
            for (float logit : row) {
                if (!Float.isFinite(logit)) {
                    throw new TrainingException("logits: expected numbers, found " + logit
                            + "; lower the learning rate, lengthen the warm-up, or clip gradients");
                }
            }
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(LOSS, loss(survey.type(), gold, logits, mean, deviation));
        Function<Metric, OptionalDouble> value = survey.type() == ProblemType.REGRESSION
                ? regression(gold, logits, mean, deviation)::value
                : classification(survey, gold, logits, thresholds)::value;
        Set<Metric> wanted = new LinkedHashSet<>(usual(survey.type()));
        wanted.add(chosen);
        for (Metric metric : wanted) {
            OptionalDouble found = value.apply(metric);
            if (found.isPresent()) {
                metrics.put(metric.key(), found.getAsDouble());
            } else if (metric == Metric.PEARSON || metric == Metric.SPEARMAN) {
                metrics.put(metric.key(), 0.0);
            }
        }
        return metrics;
    }

    /** What decides: more is better, and what is undefined is worse than anything. */
    static double score(Metric metric, Map<String, Double> metrics) {
        double value = metrics.getOrDefault(metric.key(), Double.NaN);
        return Double.isNaN(value) ? -Double.MAX_VALUE : metric.higherIsBetter() ? value : -value;
    }

    /** All that can be said of a classifier. */
    static ClassificationEvaluation classification(Survey survey, EncodedSet gold, float[][] logits, double[] thresholds) {
        boolean multi = survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION;
        Map<String, Double> cuts = new LinkedHashMap<>();
        for (int l = 0; multi && l < thresholds.length; l++) {
            cuts.put(survey.labels().get(l), thresholds[l]);
        }
        ClassificationEvaluation.Collector collector = ClassificationEvaluation.collector(survey.labels(), multi, cuts);
        for (int i = 0; i < logits.length; i++) {
            EncodedSet.Item item = gold.get(i);
            collector.add(item.labels(), scores(logits[i], multi), item.row());
        }
        return collector.evaluate();
    }

    /** All that can be said of predicted numbers. */
    static RegressionEvaluation regression(EncodedSet gold, float[][] logits, double mean, double deviation) {
        RegressionEvaluation.Collector collector = RegressionEvaluation.collector();
        for (int i = 0; i < logits.length; i++) {
            EncodedSet.Item item = gold.get(i);
            collector.add(item.value(), logits[i][0] * deviation + mean, item.row());
        }
        return collector.evaluate();
    }

    static double loss(ProblemType type, EncodedSet gold, float[][] logits, double mean, double deviation) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            EncodedSet.Item item = gold.get(i);
            sum += switch (type) {
                case SINGLE_LABEL_CLASSIFICATION -> logSum(logits[i]) - logits[i][item.labels()[0]];
                case MULTI_LABEL_CLASSIFICATION -> crossEntropy(logits[i], item.labels());
                case REGRESSION -> Math.pow(logits[i][0] * deviation + mean - item.value(), 2);
            };
        }
        return sum / logits.length;
    }

    private static double crossEntropy(float[] logits, int[] wanted) {
        double sum = 0;
        for (float z : logits) {
            sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        }
        for (int label : wanted) {
            sum -= logits[label];
        }
        return sum / logits.length;
    }

    private static float[] scores(float[] logits, boolean multi) {
        float[] scores = new float[logits.length];
        double sum = logSum(logits);
        for (int l = 0; l < scores.length; l++) {
            scores[l] = (float) (multi ? sigmoid(logits[l]) : Math.exp(logits[l] - sum));
        }
        return scores;
    }

    static int best(float[] logits) {
        int best = 0;
        for (int l = 1; l < logits.length; l++) {
            best = logits[l] > logits[best] ? l : best;
        }
        return best;
    }

    static double logSum(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        return most + Math.log(sum);
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    static double f1(long hits, long given, long wanted) {
        return given + wanted == 0 ? 0 : 2.0 * hits / (given + wanted);
    }
}
