package io.glossa.models;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of one model, in a folder, in a jar or on the hub. Paths are relative and checked by every method. */
sealed interface ModelFiles permits FolderFiles, ClassPathFiles, HubFiles, AdapterFiles {
    /** Largest file of settings, in bytes. */
    int MOST_SETTINGS = 64 << 20;

    /** Where the files lie, for messages. */
    String where();

    /** All files, sorted. */
    List<String> list();

    /** The folder they lie in, if it is one. */
    default Optional<Path> folder() {
        return Optional.empty();
    }

    /** Those files that are on this machine, sorted. */
    default List<String> present() {
        return list();
    }

    /** Where the files come from knows what a file should be: what is wrong with one, empty if nothing is or nothing is known. */
    default Optional<String> damage(String path) {
        return Optional.empty();
    }

    /** Whether {@link #damage} can tell for a file. */
    default boolean checkable(String path) {
        return false;
    }

    /** Makes sure that no part of a path below the model's folder is a link that an engine should not follow. */
    default void requireNoLink(String path) {}

    /** A few of the files for a message; never expensive. */
    String overview();

    boolean has(String path);

    /** The size of a file that is there, in bytes. */
    long size(String path);

    /** Opens a file that is there. */
    InputStream open(String path);

    /** The content of a file that is there, at most 2 GiB. */
    byte[] read(String path);

    /** The content of a file of settings, which nobody needs to be larger than 64 MiB. */
    default byte[] readSettings(String path) {
        long size = size(path);
        if (size > MOST_SETTINGS) {
            throw new ModelFormatException(describe(path) + ": expected settings of at most " + MOST_SETTINGS
                    + " bytes, found " + size + "; the file is damaged or is not what its name says");
        }
        return read(path);
    }

    /** The file on disk, made if need be. */
    Path file(String path);

    /** How a file is called in messages. */
    default String describe(String path) {
        return where() + (where().endsWith("/") ? "" : "/") + path;
    }

    default ModelNotFoundException missing(String path) {
        return new ModelNotFoundException(where() + ": expected a file " + path + ", found " + overview()
                + "; is this the folder of a complete model in the layout of the Hugging Face hub?");
    }

    default ModelFormatException tooLarge(String path, long size) {
        return new ModelFormatException(describe(path) + ": expected a file that fits in memory (less than 2 GiB), found "
                + size + " bytes; use it from disk");
    }
}
