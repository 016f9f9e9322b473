package io.glossa.cli.command;

import io.glossa.cli.output.ResultWriter;
import io.glossa.models.hub.HubListener;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Says on standard error what a revision of the hub is, and on a terminal how far files are. */
final class HubProgress implements HubListener {
    /** Files below this size come and go without a bar, in bytes. */
    private static final long SMALL = 1 << 20;

    private final PrintStream err;
    private final boolean quiet;
    private @Nullable ProgressBar bar;
    private String file = "";

    HubProgress(PrintStream err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    private void say(String line) {
        if (!quiet) {
            err.println("glossa: " + ResultWriter.visible(line));
        }
    }

    @Override
    public void resolved(String repository, String revision, String commit) {
        say("hub:" + repository + "@" + revision + " is commit " + commit);
    }

    @Override
    public void usingCache(String repository, String revision, String commit, String reason) {
        say("hub:" + repository + ": using commit " + commit + " from the cache, because " + reason);
    }

    @Override
    public void retrying(String repository, String what, Duration pause, String reason) {
        if (!pause.isZero()) {
            say("hub:" + repository + ", " + what + ": " + reason + "; trying again in " + Math.max(1, pause.toSeconds()) + " s");
        }
    }

    @Override
    public synchronized void progress(String repository, String path, long bytes, long total) {
        if (quiet || !Boolean.getBoolean(Progress.TERMINAL) || total < SMALL) {
            return;
        }
        String name = repository + " " + path;
        if (bar == null || !file.equals(name)) {
            end();
            file = name;
            bar = new ProgressBarBuilder()
                    .setTaskName(ResultWriter.visible(path))
                    .setInitialMax(total)
                    .setUnit(" MB", 1 << 20)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(500)
                    .setConsumer(new ConsoleProgressBarConsumer(err, 100))
                    .build();
        }
        bar.stepTo(bytes);
        if (bytes == total) {
            end();
        }
    }

    private void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
