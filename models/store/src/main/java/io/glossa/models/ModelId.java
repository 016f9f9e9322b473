package io.glossa.models;

import io.glossa.error.InvalidInputException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Names a model: a folder, a repository on the hub, or a model embedded in a jar. Immutable; equal when {@link #toString()} is.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class ModelId {
    /** Where a model comes from. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public enum Kind {
        /** A folder on disk. */
        FOLDER,
        /** A repository on the Hugging Face hub. */
        HUB,
        /** A model in a jar on the class path. */
        EMBEDDED
    }

    private static final Pattern EMBEDDED_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");
    private static final String HUB_WORD = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_-])?";
    private static final Pattern HUB_NAME = Pattern.compile(
            "(?<name>" + HUB_WORD + "/" + HUB_WORD + ")(?:@(?<revision>[A-Za-z0-9][A-Za-z0-9._/-]{0,199}))?");
    private static final int MAX_LENGTH = 4096;

    private final Kind kind;
    private final String name;
    private final @Nullable Path folder;
    private final @Nullable String revision;
    private final String text;

    private ModelId(Kind kind, String name, @Nullable Path folder, @Nullable String revision, String text) {
        this.kind = kind;
        this.name = name;
        this.folder = folder;
        this.revision = revision;
        this.text = text;
    }

    /**
     * Reads an identifier.
     *
     * <ul>
     *   <li>A path, if something exists there or if the text is absolute or starts with {@code ./}, {@code ../} or
     *       {@code file:}.
     *   <li>{@code hub:org/name} or {@code hub:org/name@revision}.
     *   <li>Any other word of lower-case letters, digits and hyphens names an embedded model.
     * </ul>
     *
     * <p>Nothing else is ever taken for a repository on the hub.
     *
     * @param text the identifier, at most 4096 characters
     * @return the model's identifier
     * @throws InvalidInputException if the text has none of these forms
     */
    public static ModelId parse(String text) {
        Objects.requireNonNull(text, "text");
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new InvalidInputException("model: expected a folder, hub:org/name or the name of an embedded model, found "
                    + (text.isBlank() ? "an empty text" : text.length() + " characters"));
        }
        if (text.startsWith("hub:")) {
            return hub(text);
        }
        if (text.startsWith("file:")) {
            return folder(fileUri(text));
        }
        Path path = path(text);
        if (path != null
                && (text.equals(".") || text.equals("..") || text.startsWith("/") || text.startsWith("./")
                        || text.startsWith("../") || path.isAbsolute() || Files.exists(path))) {
            return folder(path);
        }
        if (EMBEDDED_NAME.matcher(text).matches()) {
            return new ModelId(Kind.EMBEDDED, text, null, null, text);
        }
        throw new InvalidInputException("model: expected a folder that exists, a path that starts with / ./ ../ or file:,"
                + " hub:org/name[@revision], or the name of an embedded model ([a-z0-9][a-z0-9-]*), found "
                + Messages.quote(text) + hint(text));
    }

    /** As {@link #parse}, but a word names an embedded model even where a folder of that name lies in the working directory. */
    static ModelId ofManifest(String text) {
        return EMBEDDED_NAME.matcher(text).matches() ? new ModelId(Kind.EMBEDDED, text, null, null, text) : parse(text);
    }

    /**
     * Names a folder, whether it exists or not.
     *
     * @param folder the folder
     * @return the model's identifier
     */
    public static ModelId of(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return folder(folder);
    }

    private static ModelId folder(Path path) {
        String text = path.toString();
        boolean marked = path.isAbsolute() || text.equals(".") || text.equals("..") || text.startsWith("./")
                || text.startsWith("../") || text.startsWith("/");
        Path name = path.toAbsolutePath().normalize().getFileName();
        return new ModelId(
                Kind.FOLDER, name == null ? text : name.toString(), path, null, marked ? text : "./" + text);
    }

    private static ModelId hub(String text) {
        Matcher matcher = HUB_NAME.matcher(text.substring("hub:".length()));
        if (!matcher.matches() || text.contains("..") || text.contains("--") || text.contains("//")) {
            throw new InvalidInputException("model: expected hub:org/name or hub:org/name@revision, found "
                    + Messages.quote(text));
        }
        return new ModelId(Kind.HUB, matcher.group("name"), null, matcher.group("revision"), text);
    }

    private static Path fileUri(String text) {
        try {
            URI uri = URI.create(text);
            return uri.isOpaque() ? Path.of(uri.getSchemeSpecificPart()) : Path.of(uri);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new InvalidInputException("model: expected a file: URI such as file:///models/mine, found "
                    + Messages.quote(text), e);
        }
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String hint(String text) {
        if (text.startsWith("~")) {
            return "; write the home folder out, the tilde is for the shell to replace";
        }
        if (text.startsWith("http:") || text.startsWith("https:")) {
            return "; models are not fetched from URLs, download it and pass the folder";
        }
        if (HUB_NAME.matcher(text).matches()) {
            return "; no such folder exists here, for the hub write hub:" + text;
        }
        return "";
    }

    /**
     * Where the model comes from.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The model's name: the folder's last part, {@code org/name}, or the embedded name.
     *
     * @return the name, never empty
     */
    public String name() {
        return name;
    }

    /**
     * The folder, for {@link Kind#FOLDER}.
     *
     * @return the path as it was given
     */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /**
     * The revision after {@code @}, for {@link Kind#HUB}.
     *
     * @return a branch, tag or commit
     */
    public Optional<String> revision() {
        return Optional.ofNullable(revision);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ModelId that && kind == that.kind && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /**
     * The identifier in a form that {@link #parse(String)} reads back to an equal one. A relative path starts with {@code ./}
     * here, so that it stays a path when the folder is gone.
     */
    @Override
    public String toString() {
        return text;
    }
}
