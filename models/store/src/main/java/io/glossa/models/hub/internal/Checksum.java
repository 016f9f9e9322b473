package io.glossa.models.hub.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file's content must hash to: its SHA-256, as the hub gives it for large files, or the SHA-1 that git names it by, over
 * {@code blob}, the size, a zero and the content.
 *
 * @param kind which of the two
 * @param hex lower-case hexadecimal digits
 */
public record Checksum(Kind kind, String hex) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern GIT = Pattern.compile("[0-9a-f]{40}");
    private static final int CHUNK = 1 << 18;

    /** How a checksum is made. */
    public enum Kind {
        /** SHA-256 of the content. */
        SHA256("SHA-256"),
        /** SHA-1 of git's header and the content. */
        GIT("SHA-1");

        private final String algorithm;

        Kind(String algorithm) {
            this.algorithm = algorithm;
        }
    }

    /** Reads an ETag: 64 digits are a SHA-256, 40 a git hash, all else says nothing about the content. */
    public static Optional<Checksum> ofEtag(String etag) {
        if (SHA256.matcher(etag).matches()) {
            return Optional.of(new Checksum(Kind.SHA256, etag));
        }
        return GIT.matcher(etag).matches() ? Optional.of(new Checksum(Kind.GIT, etag)) : Optional.empty();
    }

    /** The checksum of this kind that a file has. */
    public String of(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(kind.algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + kind.algorithm, e);
        }
        if (kind == Kind.GIT) {
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            int count;
            while ((count = in.read(buffer)) >= 0) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether a file has this checksum. */
    public boolean matches(Path file) throws IOException {
        return of(file).equals(hex);
    }

    @Override
    public String toString() {
        return (kind == Kind.SHA256 ? "SHA-256 " : "git SHA-1 ") + hex;
    }
}
