package io.glossa.cli.command;

import io.glossa.cli.input.LineSource;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal for long inputs; nothing elsewhere. */
final class Progress implements AutoCloseable {
    /** The launcher sets this property when standard error is a terminal. */
    static final String TERMINAL = "glossa.terminal";

    private final @Nullable ProgressBar bar;
    private final LineSource source;
    private long lines;

    private Progress(@Nullable ProgressBar bar, LineSource source) {
        this.bar = bar;
        this.source = source;
    }

    static Progress start(CommonOptions common, PrintStream err, LineSource source) {
        if (common.input == null || common.quiet || !Boolean.getBoolean(TERMINAL)) {
            return new Progress(null, source);
        }
        return new Progress(
                new ProgressBarBuilder()
                        .setTaskName("glossa")
                        .setInitialMax(source.size())
                        .setUnit(" MB", 1 << 20)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500)
                        .setConsumer(new ConsoleProgressBarConsumer(err, 100))
                        .build(),
                source);
    }

    void advance(int count) {
        lines += count;
        if (bar != null) {
            bar.stepTo(source.bytesRead());
            bar.setExtraMessage(" " + lines + " lines");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
