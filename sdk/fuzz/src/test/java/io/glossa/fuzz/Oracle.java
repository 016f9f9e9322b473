package io.glossa.fuzz;

import io.glossa.error.GlossaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What every reader owes for every input: a value or a {@link GlossaException} with a message, and memory in proportion to the
 * input. Time is bounded by the fuzzer's own limit for an input.
 */
final class Oracle {
    /** What a reader may allocate whatever the input, in bytes. */
    private static final long FREE = 48L << 20;
    /** What it may allocate on top for a byte of input. */
    private static final long PER_BYTE = 512;
    private static final int LONGEST_MESSAGE = 20_000;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** Keeps the input of a process that native code ends; set by {@link Campaign}. */
    private static final @Nullable MappedByteBuffer LAST = last(System.getProperty("fuzz.last"));

    private Oracle() {}

    /**
     * Runs a reader.
     *
     * @param input what is read, also if it was made from something else
     * @return what the reader gives, or null if it refused the input
     */
    static <T> @Nullable T read(byte[] input, Callable<T> reader) {
        remember(input);
        long limit = FREE + PER_BYTE * input.length;
        long before = allocated();
        T value = guarded(input, reader);
        if (allocated() - before > limit) {
            // Classes and tables are loaded once; only what a second reading takes is owed to the input.
            long again = allocated();
            guarded(input, reader);
            long taken = allocated() - again;
            if (taken > limit) {
                throw failure(input, new AssertionError("expected at most " + limit + " bytes to be allocated, found " + taken
                        + " for " + input.length + " bytes of input"));
            }
        }
        return value;
    }

    private static <T> @Nullable T guarded(byte[] input, Callable<T> reader) {
        try {
            return reader.call();
        } catch (GlossaException e) {
            String message = e.getMessage();
            if (message == null || message.isBlank() || message.length() > LONGEST_MESSAGE) {
                throw failure(input, new AssertionError("expected a message of 1 to " + LONGEST_MESSAGE + " characters", e));
            }
            return null;
        } catch (Exception | StackOverflowError | AssertionError e) {
            throw failure(input, new AssertionError("expected a value or a GlossaException, found " + e, e));
        }
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Runs checks on what a reader gave. */
    static void check(byte[] input, Runnable checks) {
        try {
            checks.run();
        } catch (RuntimeException | AssertionError e) {
            throw failure(input, new AssertionError("a value that does not hold together: " + e, e));
        }
    }

    /** Fails unless a condition holds. */
    static void require(boolean condition, String expected) {
        if (!condition) {
            throw new AssertionError("expected " + expected);
        }
    }

    /** Keeps the input beside the crash file: the fuzzer's own file may be a list of changes to a seed. */
    private static AssertionError failure(byte[] input, AssertionError error) {
        String folder = System.getProperty("fuzz.failures");
        if (folder != null) {
            try {
                Files.createDirectories(Path.of(folder));
                Files.write(Path.of(folder, Integer.toHexString(java.util.Arrays.hashCode(input)) + ".input"), input);
            } catch (IOException e) {
                error.addSuppressed(e);
            }
        }
        return error;
    }

    private static void remember(byte[] input) {
        if (LAST != null) {
            int length = Math.min(input.length, LAST.capacity() - 4);
            LAST.putInt(0, length);
            LAST.put(4, input, 0, length);
        }
    }

    private static @Nullable MappedByteBuffer last(@Nullable String file) {
        if (file == null) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), (1 << 20) - 1);
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, 1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
