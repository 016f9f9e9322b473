package io.glossa.models;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The name of a base that is a path from the folder of the model that needs it, so that both can be moved together. */
final class RelativeBase {
    private RelativeBase() {}

    /** Whether a name is such a path. */
    static boolean is(String name) {
        return name.equals(".") || name.equals("..") || name.startsWith("./") || name.startsWith("../");
    }

    /**
     * Finds the base.
     *
     * @param name a name for which {@link #is} is true
     * @param folder the folder of the model that names it; where links lead to is what counts, as it did when the name was written
     * @return an absolute path; the name as it is if it can be no path
     */
    static String resolve(String name, Path folder) {
        try {
            return real(folder).resolve(name).normalize().toString();
        } catch (InvalidPathException e) {
            return name;
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
