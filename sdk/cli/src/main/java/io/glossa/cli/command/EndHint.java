package io.glossa.cli.command;

import io.glossa.cli.output.ResultWriter;
import io.glossa.error.TrainingException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Says how to go on when a training is ended by Ctrl-C or a signal. Waits until what was reached is written, not for ever. */
final class EndHint implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final BooleanSupplier training;
    private final PrintStream err;
    private final Thread hook = new Thread(this::come, "glossa-hint");
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean ended;
    private volatile @Nullable String hint;

    /**
     * Waits for the end from now on until it is closed.
     *
     * @param training whether steps are being made, so that there is something to wait for
     * @param err where the hint goes
     */
    EndHint(BooleanSupplier training, PrintStream err) {
        this.training = training;
        this.err = err;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void come() {
        ended = true;
        try {
            if (training.getAsBoolean() && over.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && hint != null) {
                err.println("glossa: " + ResultWriter.visible(hint) + " (--resume)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes what the training says of its end, which nobody else would come to print any more.
     *
     * @return the exit status
     * @throws TrainingException the same, if the program goes on
     */
    int take(TrainingException e) {
        if (!ended) {
            throw e;
        }
        hint = e.getMessage();
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running: the program is being ended.
            ended = true;
        }
    }
}
