package io.glossa.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import io.glossa.cli.output.ResultWriter;
import io.glossa.training.TrainingEvaluation;
import io.glossa.training.TrainingListener;
import io.glossa.training.TrainingProgress;
import io.glossa.training.TrainingResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a training: a line of JSON for each measurement on standard output, and on a terminal a bar on standard error. */
final class TrainingConsole implements TrainingListener, AutoCloseable {
    private final Streams streams;
    private final boolean quiet;
    private @Nullable ProgressBar bar;
    private int run;
    private volatile boolean training;

    TrainingConsole(Streams streams, boolean quiet) {
        this.streams = streams;
        this.quiet = quiet;
    }

    private void say(String line) {
        if (!quiet) {
            streams.err().println("glossa: " + ResultWriter.visible(line));
        }
    }

    @Override
    public void phase(String phase) {
        close();
        training = false;
        say(phase);
    }

    @Override
    public void step(TrainingProgress progress) {
        training = true;
        if (quiet || !Boolean.getBoolean(Progress.TERMINAL)) {
            return;
        }
        if (bar == null || run != progress.run()) {
            close();
            run = progress.run();
            bar = new ProgressBarBuilder()
                    .setTaskName(progress.runs() > 1 ? "run " + run + "/" + progress.runs() : "training")
                    .setInitialMax(progress.steps())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(500)
                    .hideEta()
                    .setConsumer(new ConsoleProgressBarConsumer(streams.err(), 120))
                    .build();
        }
        bar.stepTo(progress.step());
        bar.setExtraMessage(String.format(Locale.ROOT, " epoch %.1f, loss %.4f, %,.0f tokens/s, %s left", progress.epoch(),
                progress.loss(), progress.tokensPerSecond(), time(progress.remaining())));
    }

    private static String time(Duration left) {
        return left.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }

    @Override
    public void evaluation(int run, TrainingEvaluation evaluation) {
        ObjectNode node = SafeJson.mapper().createObjectNode().put("run", run).put("epoch", evaluation.epoch()).put("step", evaluation.step())
                .put("train_loss", evaluation.trainLoss()).put("learning_rate", evaluation.learningRate());
        ObjectNode dev = node.putObject("dev");
        evaluation.metrics().forEach(dev::put);
        node.put("best", evaluation.best()).put("seconds", evaluation.seconds());
        streams.out().println(node);
        streams.out().flush();
    }

    @Override
    public void resumed(Path folder, long step) {
        say("going on from step " + step);
    }

    /** Whether steps are being made. */
    boolean training() {
        return training;
    }

    /** What was kept is said in the manifest and the card; here only that it is done. */
    void done(TrainingResult result) {
        close();
        if (result.runs().size() > 1) {
            result.metrics().keySet().stream().sorted().forEach(name -> {
                double mean = result.runs().stream().mapToDouble(each -> each.metrics().get(name)).average().orElseThrow();
                double squares = result.runs().stream().mapToDouble(each -> Math.pow(each.metrics().get(name) - mean, 2)).sum();
                say(String.format(Locale.ROOT, "%s of %d runs: %.4f ± %.4f", name, result.runs().size(), mean,
                        Math.sqrt(squares / (result.runs().size() - 1))));
            });
        }
        say(String.format(Locale.ROOT, "what is served and what was trained differ by at most %.1e", result.servedDifference()));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
