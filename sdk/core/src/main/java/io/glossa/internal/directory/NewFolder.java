package io.glossa.internal.directory;

import io.glossa.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder that appears when all of it is written, and not otherwise. */
public final class NewFolder {
    private NewFolder() {}

    /** What fills the folder. */
    @FunctionalInterface
    public interface Writer<R> {
        /** Writes all files into a folder that is nobody's yet. */
        R write(Path temporary) throws IOException;
    }

    /**
     * Makes sure that a folder can be written.
     *
     * @return it, absolute
     * @throws InvalidInputException if there is something in its place already, but for an empty folder
     */
    public static Path requireFree(Path out) {
        Path target = out.toAbsolutePath().normalize();
        if (target.getParent() == null) {
            throw new InvalidInputException("out: expected a folder below another, found " + target);
        }
        boolean free = !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        if (!free && Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(target)) {
                free = files.findAny().isEmpty();
            } catch (IOException e) {
                free = false;
            }
        }
        if (!free) {
            throw new InvalidInputException(target + ": expected a folder that is new or empty, found something in its place;"
                    + " nothing is replaced, remove it or choose another");
        }
        return target;
    }

    /**
     * Makes sure that a folder can be made where none is yet, before hours are spent; leaves nothing behind.
     *
     * @throws InvalidInputException if it cannot
     */
    public static void requireWritable(Path target) {
        Path above = target.getParent();
        while (above != null && !Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
            above = above.getParent();
        }
        if (above == null || !Files.isDirectory(above)) {
            throw new InvalidInputException(target + ": expected a path below folders, found " + above + ", which is none; choose another");
        }
        try {
            Files.delete(Files.createTempDirectory(above, ".glossa"));
        } catch (IOException e) {
            throw new InvalidInputException(target + ": expected a folder that can be written, found " + e.getClass().getSimpleName() + " in "
                    + above + "; choose another, or correct permissions", e);
        }
    }

    /**
     * Writes beside the target and moves the folder when it is whole.
     *
     * @param target a folder of {@link #requireFree}; parent folders are made
     * @throws IOException if it cannot be written
     */
    public static <R> R write(Path target, Writer<R> writer) throws IOException {
        return write(target, target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp"), writer);
    }

    /**
     * Writes somewhere of the same disk and moves the folder when it is whole.
     *
     * @param target a folder of {@link #requireFree}; parent folders are made
     * @param temporary where it is written; what an earlier process left there is removed
     * @throws IOException if it cannot be written
     */
    public static <R> R write(Path target, Path temporary, Writer<R> writer) throws IOException {
        Files.createDirectories(target.getParent());
        delete(temporary);
        Files.createDirectories(temporary);
        try {
            R result = writer.write(temporary);
            Files.deleteIfExists(target);
            Files.move(temporary, target);
            return result;
        } finally {
            delete(temporary);
        }
    }

    /** Removes a folder with all that is in it; nothing if it is not there. */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
