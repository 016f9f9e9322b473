package io.glossa.training.internal.loop;

import io.glossa.error.TrainingException;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingProgress;
import io.glossa.training.internal.engine.ProgramEnd;
import io.glossa.training.internal.engine.TrainBatch;
import io.glossa.training.internal.engine.TrainableModel;
import io.glossa.training.report.HistoryWriter;
import io.glossa.training.report.TrainingHistory.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: batches, gradients, updates, measurements, checkpoints. Reads from top to bottom. After {@link #run} the model holds the best
 * weights, or the last if those are wanted.
 */
public final class TrainingLoop {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
    /** A gradient may be too large for its type now and then; so many in a row are no accident. */
    private static final int MOST_SKIPPED = 20;
    /** Points of the curve of losses. */
    private static final int WINDOWS = 200;

    private final TrainableModel model;
    private final LoopSettings settings;
    private final EncodedSet texts;
    private final Targets targets;
    private final Evaluator evaluator;
    private final Checkpoints checkpoints;
    private final TrainingListener listener;
    private final int[] lengths;
    private final int updates;
    private LoopState state = new LoopState();
    private long began;
    private long tokensBefore;

    /**
     * What a run came to.
     *
     * @param history all measurements
     * @param windows means over windows of steps
     * @param steps steps that were made
     * @param bestStep step of the weights that the model has now
     * @param bestScore score of the best measurement
     * @param tokens tokens that were read, without padding
     * @param padding share of padding, 0 to 1
     * @param skipped steps that were left out
     * @param endedEarly whether it ended before all epochs were over
     * @param seconds how long it took, earlier parts of a resumed run included
     */
    public record Outcome(List<TrainingEvaluation> history, List<Step> windows, long steps, long bestStep, double bestScore, long tokens, double padding,
            long skipped, boolean endedEarly, double seconds) {}

    /** A loop over texts. */
    public TrainingLoop(TrainableModel model, LoopSettings settings, EncodedSet texts, Targets targets, Evaluator evaluator,
            Checkpoints checkpoints, TrainingListener listener) {
        this.model = model;
        this.settings = settings;
        this.texts = texts;
        this.targets = targets;
        this.evaluator = evaluator;
        this.checkpoints = checkpoints;
        this.listener = listener;
        this.lengths = Batches.lengths(texts);
        this.updates = LoopSettings.updates(texts.size(), settings.batchSize(), settings.accumulation());
    }

    /**
     * Trains.
     *
     * @param resume whether to go on from the newest checkpoint, if there is one
     * @throws TrainingException if the loss is no number any more, files cannot be written, or the program is ended
     */
    public Outcome run(boolean resume) {
        return ProgramEnd.loop(() -> train(resume));
    }

    private Outcome train(boolean resume) {
        if (resume) {
            resume();
        } else {
            checkpoints.clear();
        }
        try (HistoryWriter writer = HistoryWriter.open(checkpoints.history(), state.step)) {
            loop(writer);
        }
        if (settings.keepBest() && state.bestStep > 0 && state.bestStep != state.step) {
            checkpoints.readBest(model, state.bestStep);
        }
        return new Outcome(List.copyOf(state.history), List.copyOf(state.windows), state.step, settings.keepBest() && state.bestStep > 0 ? state.bestStep : state.step,
                state.bestScore, state.tokens, padding(), state.skipped, state.ended, state.seconds);
    }

    private void loop(HistoryWriter writer) {
        began = System.nanoTime();
        double secondsBefore = state.seconds;
        tokensBefore = state.tokens;
        while (state.epoch < settings.epochs() && !state.ended) {
            List<int[]> batches = Batches.ofEpoch(lengths, settings.batchSize(), settings.bucketing(),
                    Seeds.of(settings.seed(), "order", state.epoch));
            while (state.updates < updates && !state.ended) {
                int from = state.updates * settings.accumulation();
                double[] made = step(batches.subList(from, Math.min(batches.size(), from + settings.accumulation())));
                double loss = made[0];
                state.updates++;
                state.seconds = secondsBefore + (System.nanoTime() - began) / 1e9;
                window(loss, made[1], writer);
                listener.step(progress(loss));
                boolean measured = evaluationIsDue();
                if (measured) {
                    evaluate(writer);
                }
                boolean ending = ProgramEnd.isNear();
                if (ending || checkpointIsDue(measured)) {
                    listener.checkpoint(checkpoints.write(model, state), state.step);
                }
                if (ending) {
                    throw new TrainingException("step " + state.step + ": expected to train on, found the program being ended; a checkpoint"
                            + " is written, so run the same again and resume");
                }
            }
            if (!state.ended) {
                state.epoch++;
                state.updates = 0;
            }
        }
    }

    private void resume() {
        Optional<Checkpoints.Found> found = checkpoints.newest();
        if (found.isPresent()) {
            state = found.get().state();
            checkpoints.restore(model, found.get());
            listener.resumed(found.get().path(), state.step);
            if (state.updates == updates) {
                state.epoch++;
                state.updates = 0;
            }
        }
    }

    /** One update from the gradients of one or several batches; returns the loss and the norm of the gradient. */
    private double[] step(List<int[]> batches) {
        long step = state.step + 1;
        double norm = 0;
        for (int[] batch : batches) {
            norm += targets.norm(texts, batch);
        }
        double loss = 0;
        for (int i = 0; i < batches.size(); i++) {
            TrainBatch batch = Batches.assemble(texts, batches.get(i), settings.padding(), targets);
            loss += model.accumulate(batch, norm, Seeds.of(settings.seed(), "dropout", step * settings.accumulation() + i));
            count(batch, batches.get(i));
        }
        if (!Double.isFinite(loss)) {
            throw new TrainingException("step " + step + ": expected a loss that is a number, found " + loss
                    + "; lower the learning rate, lengthen the warm-up, or clip gradients"
                    + (checkpoints.any() ? "; the last checkpoint is whole" : ""));
        }
        double gradient = model.update(settings.schedule().rate(step), step, settings.clipNorm());
        if (!Double.isFinite(gradient)) {
            skipped(step);
        } else {
            state.skippedInARow = 0;
        }
        state.step = step;
        state.lossSum += loss;
        state.losses++;
        return new double[] {loss, gradient};
    }

    private void window(double loss, double norm, HistoryWriter writer) {
        long all = (long) settings.epochs() * updates;
        state.windowLoss += loss;
        state.windowNorm += Double.isFinite(norm) ? norm : 0;
        state.windowSteps++;
        if (state.windowSteps >= Math.max(1, all / WINDOWS) || state.step == all) {
            double seconds = Math.max(1e-9, state.seconds - state.windowSeconds);
            Step window = new Step(state.step, epochs(), state.windowLoss / state.windowSteps, settings.schedule().rate(state.step),
                    state.windowNorm / state.windowSteps, (state.tokens - state.windowTokens) / seconds, state.seconds);
            state.windows.add(window);
            writer.step(window);
            LOG.info("run {}, step {} of {}: loss {}", settings.run(), state.step, all, (float) (state.windowLoss / state.windowSteps));
            state.windowLoss = 0;
            state.windowNorm = 0;
            state.windowSteps = 0;
            state.windowTokens = state.tokens;
            state.windowSeconds = state.seconds;
        }
    }

    private void skipped(long step) {
        state.skipped++;
        state.skippedInARow++;
        LOG.warn("step {} was left out: its gradient is not finite", step);
        if (state.skippedInARow >= MOST_SKIPPED) {
            throw new TrainingException("step " + step + ": expected gradients that are numbers, found " + MOST_SKIPPED
                    + " steps in a row without; lower the learning rate, lengthen the warm-up, or train without bfloat16");
        }
    }

    private void count(TrainBatch batch, int[] which) {
        for (int text : which) {
            state.tokens += lengths[text];
        }
        state.padded += batch.tokens();
        state.texts += which.length;
    }

    private boolean evaluationIsDue() {
        return isLast() || (settings.evaluateEvery().isPresent()
                ? state.step % settings.evaluateEvery().getAsInt() == 0
                : state.updates == updates);
    }

    private boolean checkpointIsDue(boolean measured) {
        return settings.checkpointEvery().isPresent()
                ? state.step % settings.checkpointEvery().getAsInt() == 0
                : measured && !state.ended && !isLast();
    }

    private boolean isLast() {
        return state.epoch == settings.epochs() - 1 && state.updates == updates;
    }

    private void evaluate(HistoryWriter writer) {
        Evaluator.Measured measured = evaluator.measure(model);
        boolean better = measured.score() > state.bestScore
                || measured.score() == state.bestScore && measured.loss() < state.bestLoss;
        if (better) {
            state.bestScore = measured.score();
            state.bestLoss = measured.loss();
            state.bestStep = state.step;
            state.withoutGain = 0;
            if (settings.keepBest()) {
                checkpoints.writeBest(model, state.step);
            }
        } else {
            state.withoutGain++;
            state.ended = settings.patience().isPresent() && state.withoutGain >= settings.patience().getAsInt();
        }
        TrainingEvaluation evaluation = new TrainingEvaluation(state.step, epochs(), state.lossSum / Math.max(1, state.losses),
                settings.schedule().rate(state.step), measured.metrics(), better, state.seconds);
        state.history.add(evaluation);
        writer.epoch(Evaluations.epoch(state.history.size(), evaluation));
        state.lossSum = 0;
        state.losses = 0;
        LOG.info("run {}, step {}: training loss {}, {}", settings.run(), state.step, evaluation.trainLoss(), measured.metrics());
        listener.evaluation(settings.run(), evaluation);
    }

    private double epochs() {
        return state.epoch + (double) state.updates / updates;
    }

    private double padding() {
        return state.padded == 0 ? 0 : 1 - (double) state.tokens / state.padded;
    }

    private TrainingProgress progress(double loss) {
        double seconds = Math.max(1e-9, (System.nanoTime() - began) / 1e9);
        long all = (long) settings.epochs() * updates;
        double perSecond = (state.tokens - tokensBefore) / seconds;
        double tokensLeft = (double) state.tokens / Math.max(1, state.step) * (all - state.step);
        return new TrainingProgress(settings.run(), settings.runs(), state.step, all, epochs(), loss, settings.schedule().rate(state.step),
                perSecond, padding(), Duration.ofMillis((long) (1000 * tokensLeft / Math.max(1e-9, perSecond))));
    }
}
