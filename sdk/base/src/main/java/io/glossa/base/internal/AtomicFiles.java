package io.glossa.base.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writing without halves: into a temporary file beside the target, then a move. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** What fills the temporary file. */
    @FunctionalInterface
    public interface Writer {
        /** Writes the whole content to the given file, which exists and is empty. */
        void write(Path temporary) throws IOException;
    }

    /** Writes a file whole or not at all; parent folders are made. An existing file is replaced. */
    public static void write(Path target, Writer writer) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = temporaryBeside(target);
        try {
            writer.write(temporary);
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Copies a stream to a file, whole or not at all. */
    public static void copy(InputStream from, Path target) throws IOException {
        write(target, temporary -> Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING));
    }

    /**
     * Makes an empty file beside the target, under a name that nobody else has and with the permissions that new files
     * have here (not the private ones of temporary files).
     */
    public static Path temporaryBeside(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        while (true) {
            Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                return Files.createFile(temporary);
            } catch (FileAlreadyExistsException e) {
                // Another one, then.
            }
        }
    }

    /** Moves a file over another, at once where the file system can. */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
