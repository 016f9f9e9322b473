package io.glossa.training.internal.tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says before hours are spent that a machine has too little memory. */
final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final Path LINUX = Path.of("/proc/meminfo");

    private Memory() {}

    /**
     * Warns if an estimate is beyond what the processor's memory has room for. An estimate is no measurement, so it refuses nothing.
     *
     * @param bytes what is needed
     */
    static void warn(long bytes, String device) {
        OptionalLong available = device.equals("cpu") ? available() : OptionalLong.empty();
        if (available.isPresent() && bytes > available.getAsLong()) {
            LOG.warn("training needs about {} MB of memory beside the Java heap, and about {} MB are free; if it fails, take a smaller batch"
                    + " with more gradient accumulation, a smaller maximum length, the method lora, or freeze the lower layers",
                    bytes / 1_000_000, available.getAsLong() / 1_000_000);
        }
    }

    /** What the system could give; known on Linux alone. */
    private static OptionalLong available() {
        try {
            for (String line : Files.readAllLines(LINUX)) {
                if (line.startsWith("MemAvailable:")) {
                    return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) * 1024);
                }
            }
        } catch (IOException | NumberFormatException e) {
            LOG.debug("how much memory is free is not known here");
        }
        return OptionalLong.empty();
    }
}
