package io.glossa.internal.pipeline;

import java.util.function.Supplier;

/**
 * Lets many threads use a native object and one close it: close waits for the uses under way, later uses are refused.
 */
public final class UseGate {
    private final String what;
    private int users;
    private boolean closed;
    private boolean released;

    /**
     * Makes an open gate.
     *
     * @param what what is guarded, for the message, such as {@code TextClassifier}
     */
    public UseGate(String what) {
        this.what = what;
    }

    /**
     * Starts a use; each must be matched by {@link #leave}.
     *
     * @throws IllegalStateException if closed
     */
    public synchronized void enter() {
        if (closed) {
            throw new IllegalStateException(what + " is closed; load it again to use it");
        }
        users++;
    }

    /**
     * Starts a part of a use that is under way, on any thread; also while closing has begun, which waits for the whole. Matched by
     * {@link #leave}.
     *
     * @throws IllegalStateException if nothing is under way and it is closed
     */
    private synchronized void enterWithin() {
        if (users == 0) {
            enter();
        } else {
            users++;
        }
    }

    /** Ends a use. */
    public synchronized void leave() {
        users--;
        if (users == 0 && closed) {
            notifyAll();
        }
    }

    /**
     * Uses it.
     *
     * @throws IllegalStateException if closed
     */
    public <T> T use(Supplier<T> use) {
        enter();
        try {
            return use.get();
        } finally {
            leave();
        }
    }

    /**
     * Uses it for a part of a use that is under way.
     *
     * @throws IllegalStateException if nothing is under way and it is closed
     */
    public <T> T within(Supplier<T> use) {
        enterWithin();
        try {
            return use.get();
        } finally {
            leave();
        }
    }

    /** Whether closing has begun. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Closes once: refuses new uses, waits for those under way, then runs the action. A second call waits for the first
     * and does nothing. An interrupt does not cut the wait short (the native object would be freed under its users); the
     * thread's interrupt flag is kept.
     */
    public void close(Runnable release) {
        boolean interrupted = false;
        boolean mine;
        synchronized (this) {
            mine = !closed;
            closed = true;
            while (mine ? users > 0 : !released) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        try {
            if (mine) {
                release.run();
            }
        } finally {
            synchronized (this) {
                released = true;
                notifyAll();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
