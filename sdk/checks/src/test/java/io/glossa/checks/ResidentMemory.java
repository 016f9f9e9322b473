package io.glossa.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the process weighs as calls go on: resident memory, which holds what is native, and the Java heap after a collection. */
final class ResidentMemory {
    private static final long MOST_GROWTH_MB = 30;

    private final int calls;
    private final List<Long> resident = new ArrayList<>();

    ResidentMemory(int calls) {
        this.calls = calls;
    }

    /** Measures and prints. */
    void after(int done) throws IOException {
        System.gc();
        resident.add(megabytes());
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(Locale.ROOT, "%-8d %-12d %d%n", done, resident.get(resident.size() - 1),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /** Whether it grew no more than allowed after a fifth of the calls; prints by how much. */
    boolean isFlat() {
        long growth = resident.get(resident.size() - 1) - resident.get(resident.size() / 5 - 1);
        System.out.println("growth since " + calls / 5 + " calls: " + growth + " MB (allowed: " + MOST_GROWTH_MB + ")");
        return growth <= MOST_GROWTH_MB;
    }

    private static long megabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
            }
        }
        throw new IOException("expected VmRSS in /proc/self/status, found none; the soak runs on Linux");
    }
}
