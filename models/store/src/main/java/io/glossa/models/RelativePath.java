package io.glossa.models;

import io.glossa.error.ModelFormatException;

/** Checks of paths inside a model: they use forward slashes and never lead out. */
final class RelativePath {
    private static final int LONGEST = 1024;
    /** Characters that mean something to a file system or an engine rather than naming a file. */
    private static final String SPECIAL = "\\:*?\"<>|";

    private RelativePath() {}

    /**
     * Makes sure that a path names something inside the folder it is relative to.
     *
     * @param path the path
     * @param where what names it, for the message
     * @return the path
     */
    static String check(String path, String where) {
        if (path.isEmpty() || path.length() > LONGEST) {
            throw bad(path, where);
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.isBlank()) {
                throw bad(path, where);
            }
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (Character.isISOControl(c) || SPECIAL.indexOf(c) >= 0) {
                throw bad(path, where);
            }
        }
        return path;
    }

    private static ModelFormatException bad(String path, String where) {
        return new ModelFormatException(where + ": expected a path inside the model such as onnx/model.onnx (relative, with"
                + " forward slashes, without . and .. and without " + SPECIAL + "), found " + Messages.quote(path)
                + "; don't use this model unless you trust its origin and corrected it");
    }
}
