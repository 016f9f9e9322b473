package io.glossa.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of streams. */
final class Sha256 {
    private static final int CHUNK = 1 << 18;

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    static String hex(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return transfer(in, OutputStream.nullOutputStream(), Long.MAX_VALUE).sha256();
        }
    }

    /** Size and checksum of what went through. */
    record Result(long size, String sha256) {
        boolean matches(Manifest.FileEntry entry) {
            return size == entry.size() && sha256.equals(entry.sha256());
        }
    }

    /** Copies a stream and stops soon after the limit, so that a stream without an end does no harm. */
    static Result transfer(InputStream from, OutputStream to, long limit) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[CHUNK];
        long size = 0;
        int count;
        while (size <= limit && (count = from.read(buffer)) >= 0) {
            digest.update(buffer, 0, count);
            to.write(buffer, 0, count);
            size += count;
        }
        return new Result(size, HexFormat.of().formatHex(digest.digest()));
    }
}
