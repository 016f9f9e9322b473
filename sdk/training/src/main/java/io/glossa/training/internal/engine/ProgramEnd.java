package io.glossa.training.internal.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the program in the middle of a training: Ctrl-C, a signal, {@code System.exit}. Loops stop after the step that they are in and
 * write where they stand; then native code is not entered any more, as it would find the state of its library already destroyed. Both
 * are waited for, not for ever.
 */
public final class ProgramEnd {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramEnd.class);
    /** More than one step takes, and its checkpoint. */
    private static final int PATIENCE_SECONDS = 30;

    private static final ReadWriteLock LOOPS = new ReentrantReadWriteLock();
    private static final ReadWriteLock CALLS = new ReentrantReadWriteLock();
    private static volatile boolean near;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ProgramEnd::come, "glossa-training-end"));
        } catch (IllegalStateException e) {
            near = true;
        }
    }

    private ProgramEnd() {}

    /** Whether loops are asked to stop. */
    public static boolean isNear() {
        return near;
    }

    /** Runs what looks at {@link #isNear()} now and then and stops by itself. */
    public static <R> R loop(Supplier<R> work) {
        return within(LOOPS.readLock(), work);
    }

    /** Runs a call of native code. At the end of the program it does not come back. */
    public static <R> R call(Supplier<R> work) {
        return within(CALLS.readLock(), work);
    }

    private static <R> R within(Lock lock, Supplier<R> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Takes both locks and keeps them. */
    private static void come() {
        near = true;
        try {
            boolean stopped = LOOPS.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
            boolean quiet = CALLS.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
            LOG.debug("loops have stopped: {}, native code is left: {}", stopped, quiet);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
