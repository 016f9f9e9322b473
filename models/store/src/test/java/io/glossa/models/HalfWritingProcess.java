package io.glossa.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** A process of its own that writes half of a file into the cache and waits to be killed. */
public final class HalfWritingProcess {
    private HalfWritingProcess() {}

    /** Arguments: cache folder, path below it, file to write half of. */
    public static void main(String[] args) {
        new ExtractionCache(Path.of(args[0])).made(args[1], Files::exists, temporary -> {
            byte[] whole = Files.readAllBytes(Path.of(args[2]));
            Files.write(temporary, Arrays.copyOf(whole, whole.length / 2));
            System.out.println("half");
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, "test");
    }
}
