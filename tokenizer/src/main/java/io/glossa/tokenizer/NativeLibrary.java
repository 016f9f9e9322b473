package io.glossa.tokenizer;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.glossa.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings that have to stand before the first class of DJL loads: no calls home, no downloads, and the unpacked library in
 * a place of our own. What the user has set stays.
 */
final class NativeLibrary {
    private static boolean prepared;
    private static @Nullable Path temporary;

    private NativeLibrary() {}

    /**
     * The library, loaded at the first call.
     *
     * @throws EngineException if it cannot be loaded here
     */
    static TokenizersLibrary load() {
        prepare();
        try {
            LibUtils.checkStatus();
            deleteTemporary();
            return TokenizersLibrary.LIB;
        } catch (LinkageError | RuntimeException e) {
            throw new EngineException("the native tokenizer library could not be loaded for " + System.getProperty("os.name")
                    + " " + System.getProperty("os.arch") + "; Linux (glibc), macOS and Windows on common processors are "
                    + "supported, the cache folder (GLOSSA_HOME) must allow executables, and BERT-like WordPiece tokenizers "
                    + "work without it", e);
        }
    }

    /** Every call but the first does nothing. */
    private static synchronized void prepare() {
        if (prepared) {
            return;
        }
        setUnlessSet("ai.djl.offline", "DJL_OFFLINE", "true");
        setUnlessSet("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true");
        setUnlessSet("RUST_FLAVOR", "RUST_FLAVOR", "cpu");
        boolean ownCache = isUnset("DJL_CACHE_DIR") && isUnset("ENGINE_CACHE_DIR");
        boolean ownJna = System.getProperty("jna.tmpdir") == null;
        if (ownCache || ownJna) {
            String cache = cache().toString();
            if (ownCache) {
                System.setProperty("ENGINE_CACHE_DIR", cache);
            }
            if (ownJna) {
                // DJL asks JNA about the system, and JNA unpacks into the user's home unless told otherwise.
                System.setProperty("jna.tmpdir", cache);
            }
        }
        prepared = true;
    }

    private static void setUnlessSet(String property, String variable, String value) {
        if (System.getProperty(property) == null && System.getenv(variable) == null) {
            System.setProperty(property, value);
        }
    }

    private static boolean isUnset(String name) {
        return System.getProperty(name) == null && System.getenv(name) == null;
    }

    private static Path cache() {
        Path home = home();
        if (home != null) {
            try {
                Path folder = Files.createDirectories(home.resolve("djl"));
                if (Files.isWritable(folder)) {
                    return folder;
                }
            } catch (IOException | SecurityException e) {
                // Not writable: the temporary folder below is the answer.
            }
        }
        try {
            temporary = Files.createTempDirectory("glossa-");
            return temporary;
        } catch (IOException e) {
            return Path.of(System.getProperty("java.io.tmpdir"));
        }
    }

    /** A library that is loaded needs its file no more, except on Windows, where it goes when the process ends, or stays. */
    private static synchronized void deleteTemporary() {
        if (temporary == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(temporary)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.toFile().delete()) {
                    file.toFile().deleteOnExit();
                }
            }
        } catch (IOException e) {
            // Some megabytes stay in the temporary folder, which is what such a folder is for.
        }
        temporary = null;
    }

    private static @Nullable Path home() {
        try {
            String glossa = System.getenv("GLOSSA_HOME");
            if (glossa != null && !glossa.isBlank()) {
                return Path.of(glossa).toAbsolutePath();
            }
            String xdg = System.getenv("XDG_CACHE_HOME");
            Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
            return base.resolve("glossa").toAbsolutePath();
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
