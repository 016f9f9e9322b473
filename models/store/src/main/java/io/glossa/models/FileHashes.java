package io.glossa.models;

import io.glossa.base.internal.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SHA-256 of files, remembered as long as a file keeps its size, its time and its identity. A file that was changed a moment
 * ago is not remembered: it may change again without its time showing it. Thread-safe, also between processes.
 */
final class FileHashes {
    private static final Logger LOG = LoggerFactory.getLogger(FileHashes.class);
    private static final int SETTLED_SECONDS = 3;

    private final Path root;

    FileHashes(Path root) {
        this.root = root;
    }

    String sha256(Path file) throws IOException {
        Path real = file.toRealPath();
        Path note = root.resolve(Sha256.hex(real.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32));
        String state = state(real);
        try {
            String[] known = Files.readString(note, StandardCharsets.US_ASCII).split("\n");
            if (known.length == 2 && known[0].equals(state) && known[1].matches("[0-9a-f]{64}")) {
                return known[1];
            }
        } catch (IOException e) {
            // Not remembered.
        }
        String hash = Sha256.hex(real);
        BasicFileAttributes after = Files.readAttributes(real, BasicFileAttributes.class);
        boolean settled = after.lastModifiedTime().toInstant().plusSeconds(SETTLED_SECONDS).isBefore(Instant.now());
        if (settled && state(real).equals(state)) {
            try {
                AtomicFiles.write(note, temporary -> Files.writeString(temporary, state + "\n" + hash));
            } catch (IOException e) {
                LOG.debug("could not remember a checksum below {}", root, e);
            }
        }
        return hash;
    }

    private static String state(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime().toInstant() + " "
                + String.valueOf(attributes.fileKey()).replaceAll("[^\\x21-\\x7e]", "_");
    }
}
