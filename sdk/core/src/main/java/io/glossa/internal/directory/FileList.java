package io.glossa.internal.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glossa.base.internal.SafeJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** The {@code files} of a manifest. */
public final class FileList {
    /** The manifest's own name, which is not in the list. */
    public static final String MANIFEST = "glossa.json";

    private FileList() {}

    /**
     * Size and SHA-256 of all files in a folder by path.
     *
     * @throws IOException if one cannot be read
     */
    public static ObjectNode of(Path folder) throws IOException {
        ObjectNode files = SafeJson.mapper().createObjectNode();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String path = folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
                if (!path.equals(MANIFEST)) {
                    files.putObject(path).put("size", Files.size(file)).put("sha256", sha256(file));
                }
            }
        }
        return files;
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
