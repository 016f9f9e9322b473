package io.glossa.models.hub.internal;

/** Makes sure that a path that came from elsewhere stays inside the folder it is relative to. */
@FunctionalInterface
public interface PathCheck {
    /**
     * Checks a path.
     *
     * @param path relative, with forward slashes
     * @param where what names it, for the message
     * @return the path
     * @throws io.glossa.error.ModelFormatException if it leads out or holds characters that are no names
     */
    String check(String path, String where);
}
