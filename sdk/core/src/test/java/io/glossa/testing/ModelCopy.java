package io.glossa.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** A copy of a fixture that a test may damage. */
public final class ModelCopy {
    private final Path folder;

    private ModelCopy(Path folder) {
        this.folder = folder;
    }

    /** Copies a fixture's model files into a new folder below {@code parent}. */
    public static ModelCopy of(String fixture, Path parent) {
        Path from = Fixtures.folder(fixture);
        try {
            Path to = Files.createTempDirectory(parent, fixture + "-");
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = from.relativize(file).toString();
                    if (!name.startsWith("expected") && !name.startsWith("fixture")) {
                        Files.createDirectories(to.resolve(name).getParent());
                        Files.copy(file, to.resolve(name));
                    }
                }
            }
            return new ModelCopy(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a model identifier. */
    public String model() {
        return folder.toString();
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** A file's bytes. */
    public byte[] read(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file. */
    public ModelCopy write(String file, byte[] bytes) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.write(folder.resolve(file), bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of text. */
    public ModelCopy write(String file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces a piece of a file of text, which has to be there. */
    public ModelCopy replace(String file, String regex, String by) {
        String before = new String(read(file), StandardCharsets.UTF_8);
        String after = before.replaceFirst(regex, by);
        if (after.equals(before)) {
            throw new IllegalArgumentException("nothing to replace in " + file);
        }
        return write(file, after);
    }

    /** Deletes a file. */
    public ModelCopy delete(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Damages a file at random: cut off, some bytes changed, a stretch filled with noise, or all noise. */
    public ModelCopy damage(String file, Random random) {
        byte[] bytes = read(file);
        switch (random.nextInt(4)) {
            case 0 -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                for (int i = random.nextInt(20); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            case 2 -> {
                int from = random.nextInt(bytes.length);
                for (int i = from; i < Math.min(bytes.length, from + 2000); i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
            default -> {
                int from = Math.min(bytes.length, 16 + random.nextInt(200));
                for (int i = from; i < bytes.length; i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
        }
        return write(file, bytes);
    }
}
