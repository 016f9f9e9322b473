package io.glossa.training.report;

import io.glossa.training.report.TrainingHistory.Epoch;
import io.glossa.training.report.TrainingHistory.Step;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;

/**
 * How a run that goes on is told on a console: a line for a window of steps, and a table that grows by a line an epoch. Text alone; who
 * shows it decides about terminals. Thread-safe.
 *
 * <pre>{@code
 * epoch 2/5  step 310/775  loss 0.4312  rate 4.1e-5  1,840 tokens/s  3 min 20 s left
 *
 * epoch      step  train loss    dev loss    accuracy        time
 *   1/5       155      1.2345      0.9876      0.8123  1 min 23 s  best
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ProgressLine {
    private static final int COLUMN = 10;
    private static final int MOST_NAME = 24;

    private final long steps;
    private final int epochs;
    private final List<String> metrics;

    private ProgressLine(long steps, int epochs, List<String> metrics) {
        this.steps = steps;
        this.epochs = epochs;
        this.metrics = metrics;
    }

    /**
     * Lines of a run.
     *
     * @param steps how many steps it has at most
     * @param epochs how many epochs it has at most
     * @param metrics names of the metrics that get a column; none without development data
     */
    public static ProgressLine of(long steps, int epochs, List<String> metrics) {
        return new ProgressLine(steps, epochs, List.copyOf(metrics));
    }

    /**
     * The line of a window of steps.
     *
     * @param step the window
     * @param firstStep number of the last step before this process, 0 if the run was not resumed: the speed is that of this process
     * @param firstSeconds seconds of the run by then
     */
    public String step(Step step, long firstStep, double firstSeconds) {
        int epoch = (int) Math.max(1, Math.min(epochs, Math.ceil(step.epoch() - 1e-9)));
        StringBuilder line = new StringBuilder();
        line.append("epoch ").append(epoch).append('/').append(epochs);
        line.append("  step ").append(Figures.count(step.step())).append('/').append(Figures.count(steps));
        line.append("  loss ").append(Figures.loss(step.loss()));
        line.append("  rate ").append(Figures.small(step.learningRate()));
        if (Double.isFinite(step.tokensPerSecond())) {
            line.append("  ").append(Figures.count(Math.round(step.tokensPerSecond()))).append(" tokens/s");
        }
        double left = secondsLeft(step, firstStep, firstSeconds);
        if (Double.isFinite(left)) {
            line.append("  ").append(Figures.duration(left)).append(" left");
        }
        return line.toString();
    }

    /**
     * Seconds to the last step at the speed so far; NaN before there is one.
     *
     * @param step where the run is
     * @param firstStep as in {@link #step}
     * @param firstSeconds as in {@link #step}
     */
    public double secondsLeft(Step step, long firstStep, double firstSeconds) {
        long done = step.step() - firstStep;
        double spent = step.seconds() - firstSeconds;
        return done > 0 && spent > 0 ? Math.max(0, steps - step.step()) * spent / done : Double.NaN;
    }

    /** The head of the table of epochs. */
    public String header() {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%7s  %8s", "epoch", "step"));
        column(line, "train loss", COLUMN);
        if (!metrics.isEmpty()) {
            column(line, "dev loss", COLUMN);
        }
        metrics.forEach(name -> column(line, name(name), COLUMN));
        column(line, "time", COLUMN + 2);
        return line.toString();
    }

    /** The line of an epoch, under {@link #header}. */
    public String epoch(Epoch epoch) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%7s  %8s", epoch.epoch() + "/" + epochs, Figures.count(epoch.step())));
        column(line, Figures.loss(epoch.trainLoss()), COLUMN);
        if (!metrics.isEmpty()) {
            column(line, epoch.devLoss().isPresent() ? Figures.loss(epoch.devLoss().getAsDouble()) : "–", COLUMN);
        }
        for (String name : metrics) {
            double value = epoch.metrics().getOrDefault(name, Double.NaN);
            column(line, Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–", Math.max(COLUMN, name(name).length()));
        }
        column(line, Figures.duration(epoch.seconds()), COLUMN + 2);
        return line.append(epoch.best() ? "  best" : "").toString();
    }

    private static String name(String metric) {
        return Escape.shorten(Escape.oneLine(metric), MOST_NAME);
    }

    private static void column(StringBuilder line, String text, int width) {
        line.append("  ").append(" ".repeat(Math.max(0, width - text.length()))).append(text);
    }
}
