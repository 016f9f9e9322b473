package io.glossa.models;

import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model in a folder. A link is followed only to a file inside the folder, or, in a snapshot of the hub's cache
 * ({@code snapshots/<revision>}), to a file in the {@code blobs} folder beside {@code snapshots}, or in the one that all
 * repositories of the cache share.
 */
final class FolderFiles implements ModelFiles {
    private static final int MOST_FILES = 10_000;

    private final Path folder;
    private final Path realFolder;
    /** Where links may lead to; empty outside the hub's cache. */
    private final List<Path> blobs;

    FolderFiles(Path folder) {
        this.folder = folder;
        try {
            this.realFolder = folder.toRealPath();
        } catch (IOException e) {
            throw unreadable(folder.toString(), e);
        }
        this.blobs = blobs(realFolder);
    }

    private static List<Path> blobs(Path realFolder) {
        for (Path at = realFolder; at != null; at = at.getParent()) {
            Path parent = at.getParent();
            if (parent != null && parent.endsWith("snapshots")) {
                Path own = parent.resolveSibling("blobs");
                Path repository = parent.getParent();
                boolean inCache = repository != null && repository.getFileName() != null
                        && repository.getFileName().toString().startsWith("models--");
                return inCache ? List.of(own, repository.resolveSibling("blobs")) : List.of(own);
            }
        }
        return List.of();
    }

    @Override
    public String where() {
        return folder.toString();
    }

    @Override
    public Optional<Path> folder() {
        return Optional.of(folder);
    }

    @Override
    public List<String> list() {
        List<String> names = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean hidden = !directory.equals(folder) && directory.getFileName().toString().startsWith(".");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (Files.isRegularFile(file)) {
                        names.add(folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/"));
                    }
                    if (names.size() > MOST_FILES) {
                        throw new ModelFormatException(where() + ": expected at most " + MOST_FILES
                                + " files in a model's folder, found more; is this the right folder?");
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw unreadable(where(), e);
        }
        Collections.sort(names);
        return List.copyOf(names);
    }

    @Override
    public String overview() {
        try (Stream<Path> entries = Files.list(folder)) {
            return Messages.list(entries.limit(1000)
                    .map(entry -> entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            return "a folder that cannot be listed";
        }
    }

    @Override
    public boolean has(String path) {
        return Files.isRegularFile(folder.resolve(RelativePath.check(path, where())));
    }

    @Override
    public long size(String path) {
        try {
            return Files.size(file(path));
        } catch (IOException e) {
            throw unreadable(describe(path), e);
        }
    }

    @Override
    public InputStream open(String path) {
        try {
            return Files.newInputStream(file(path));
        } catch (IOException e) {
            throw unreadable(describe(path), e);
        }
    }

    @Override
    public byte[] read(String path) {
        long size = size(path);
        if (size > Integer.MAX_VALUE - 8) {
            throw tooLarge(path, size);
        }
        try {
            return Files.readAllBytes(file(path));
        } catch (IOException e) {
            throw unreadable(describe(path), e);
        }
    }

    @Override
    public Path file(String path) {
        Path file = folder.resolve(RelativePath.check(path, where()));
        if (!Files.isRegularFile(file)) {
            throw missing(path);
        }
        requireInside(file, path);
        return file;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The file itself may be one in the hub's cache. Engines resolve the names of external data by their own rules, so those
     * get no other links.
     */
    @Override
    public void requireNoLink(String path) {
        Path at = folder;
        for (String part : path.split("/")) {
            at = at.resolve(part);
            if (Files.isSymbolicLink(at) && !(Files.isRegularFile(at) && isBlob(at))) {
                throw new ModelFormatException(describe(path)
                        + ": expected external data to be a regular file, found a symbolic link; replace it by the file");
            }
        }
    }

    private boolean isBlob(Path file) {
        try {
            return inBlobs(file.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private boolean inBlobs(Path real) {
        return blobs.stream().anyMatch(real::startsWith);
    }

    private void requireInside(Path file, String path) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(realFolder) && !inBlobs(real)) {
                throw new ModelFormatException(describe(path) + ": expected a file inside the model's folder, found a symbolic"
                        + " link that leads out of it; replace it by the file");
            }
        } catch (IOException e) {
            throw unreadable(describe(path), e);
        }
    }

    private static ModelFormatException unreadable(String what, IOException e) {
        return new ModelFormatException(what + ": could not be read (" + e.getClass().getSimpleName()
                + "); check that it is there and that its permissions allow it", e);
    }
}
