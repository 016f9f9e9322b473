package io.glossa.training.internal.tuning;

import io.glossa.error.InvalidInputException;
import io.glossa.evaluation.Metric;
import io.glossa.models.ProblemType;
import io.glossa.models.architecture.Encoder;
import io.glossa.training.TrainingMethod;
import io.glossa.training.TrainingOptions;
import io.glossa.training.internal.loop.LoopSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the options come to for these data and this base.
 *
 * @param epochs how often each text is seen
 * @param batchSize texts of a batch
 * @param learningRate highest rate
 * @param headFactor factor of the rate for what the base does not bring
 * @param labelSmoothing share of the target that all labels get
 * @param freezeEmbeddings whether the embedding tables stay as they are
 * @param metric what the best weights are chosen by
 * @param warmup steps of the warm-up
 * @param steps all steps
 */
record Plan(int epochs, int batchSize, double learningRate, double headFactor, double labelSmoothing, boolean freezeEmbeddings, Metric metric,
        long warmup, long steps) {
    /** Few texts are seen in smaller batches, so that there are more steps. */
    private static final int FEW_TEXTS = 2000;
    private static final int LEAST_EPOCHS = 3;
    /** Of several labels most are rare, and learned late. */
    private static final int LEAST_EPOCHS_OF_SEVERAL = 6;
    private static final int MOST_EPOCHS = 20;
    /** So many steps a new head takes to settle, and so many more for each label. */
    private static final int LEAST_STEPS = 700;
    private static final int STEPS_A_LABEL = 8;
    private static final double SMOOTHING = 0.1;
    private static final int NARROW = 512;
    private static final int TINY = 256;

    /**
     * For methods that learn in steps.
     *
     * @throws InvalidInputException if the warm-up is as long as the training
     */
    static Plan of(TrainingOptions options, Survey survey, int trainTexts, Encoder encoder) {
        int batch = options.batchSize().orElse(trainTexts < FEW_TEXTS ? 16 : 32);
        int perEpoch = (int) Math.max(1, LoopSettings.steps(trainTexts, batch, options.gradientAccumulation(), 1));
        boolean scratch = options.method() == TrainingMethod.LSTM;
        int wanted = (scratch ? 3 : 1) * LEAST_STEPS + STEPS_A_LABEL * survey.labels().size();
        int epochs = options.epochs().orElse(Math.max(leastEpochs(survey), Math.min(MOST_EPOCHS, (wanted + perEpoch - 1) / perEpoch)));
        long steps = (long) epochs * perEpoch;
        boolean lora = options.method() == TrainingMethod.LORA;
        return new Plan(epochs, batch, options.learningRate().orElse(lora ? 1e-3 : scratch ? 2e-3 : rate(encoder.width())),
                options.headRateFactor().orElse(lora || scratch ? 1 : headFactor(encoder.width())),
                options.labelSmoothing().orElse(smoothing(options, survey)),
                options.freezeEmbeddings().orElse(options.method() == TrainingMethod.FULL && freeze(encoder.width())), metric(options, survey),
                warmup(options, steps), steps);
    }

    /** A share is rounded up, but not to more than half of few steps that was not asked for. */
    private static long warmup(TrainingOptions options, long steps) {
        double share = options.warmupRatio() * steps;
        long warmup = options.warmupSteps().isPresent() ? options.warmupSteps().getAsInt()
                : (long) Math.min(Math.ceil(share), Math.max(steps / 2, Math.floor(share)));
        if (options.warmupSteps().isPresent() && warmup >= steps) {
            throw new InvalidInputException("warmup_steps: expected less than " + steps + ", all steps of this training, found " + warmup);
        }
        return warmup;
    }

    /** For methods that solve a convex problem: there are no steps to choose. */
    static Plan without(TrainingOptions options, Survey survey) {
        return new Plan(0, 0, 0, 0, 0, false, metric(options, survey), 0, 0);
    }

    /** What was chosen, by name. */
    Map<String, String> chosen() {
        Map<String, String> chosen = new LinkedHashMap<>();
        if (epochs == 0) {
            return chosen;
        }
        chosen.put("epochs", String.valueOf(epochs));
        chosen.put("batch_size", String.valueOf(batchSize));
        chosen.put("learning_rate", String.valueOf(learningRate));
        chosen.put("head_rate_factor", String.valueOf(headFactor));
        chosen.put("label_smoothing", String.valueOf(labelSmoothing));
        chosen.put("freeze_embeddings", String.valueOf(freezeEmbeddings));
        chosen.put("warmup_steps", String.valueOf(warmup));
        chosen.put("metric", metric.key());
        return chosen;
    }

    private static int leastEpochs(Survey survey) {
        return survey.type() == ProblemType.MULTI_LABEL_CLASSIFICATION ? LEAST_EPOCHS_OF_SEVERAL : LEAST_EPOCHS;
    }

    /** Wider models take smaller steps. */
    private static double rate(int width) {
        return width <= NARROW ? 2e-4 : width <= 768 ? 3e-5 : 2e-5;
    }

    /** A new head takes larger steps than a wide model, and those of a narrow one. */
    private static double headFactor(int width) {
        return width <= NARROW ? 1 : 10;
    }

    /** Tables of narrow models are half of their weights or more; tiny ones have little else to learn with. */
    private static boolean freeze(int width) {
        return width > TINY && width <= NARROW;
    }

    private static double smoothing(TrainingOptions options, Survey survey) {
        boolean tuned = options.method() == TrainingMethod.FULL || options.method() == TrainingMethod.LORA;
        return tuned && survey.type() == ProblemType.SINGLE_LABEL_CLASSIFICATION && options.focalGamma() == 0 ? SMOOTHING : 0;
    }

    private static Metric metric(TrainingOptions options, Survey survey) {
        return Measures.require(options.metric().orElse(metric(survey.type())), survey.type());
    }

    private static Metric metric(ProblemType type) {
        return switch (type) {
            case SINGLE_LABEL_CLASSIFICATION -> Metric.ACCURACY;
            case MULTI_LABEL_CLASSIFICATION -> Metric.MACRO_F1;
            case REGRESSION -> Metric.PEARSON;
        };
    }
}
