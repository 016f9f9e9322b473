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
 * Loads the native library once a class loader, with settings that have to stand before the first class of DJL loads: no
 * calls home, no downloads, and the unpacked library in a place of our own. What the user has set stays.
 *
 * <p>The JVM gives a library's file to one class loader only, and DJL always loads the file of its cache. So the first
 * class loader of the JVM that comes here loads that one, and each later one (a second web application, say) a copy of its
 * own, which is deleted once it is loaded. Settings are the JVM's, not the class loader's, so all of them wait for each
 * other, and the places are set back afterwards.
 */
final class NativeLibrary {
    /** A lock, and a mark that the cached file is taken, for all class loaders: literals are the same object in each. */
    private static final String JVM = "io.glossa.tokenizer.native.loaded";

    private static final String TAKEN = "the native tokenizer library was loaded by another class loader of this JVM from "
            + "the same file; unset RUST_LIBRARY_PATH, ENGINE_CACHE_DIR and DJL_CACHE_DIR so that each class loader gets a "
            + "copy, or put glossa-tokenizer and ai.djl.huggingface:tokenizers into a class loader that both share";

    private static boolean loaded;
    private static @Nullable Path temporary;

    private NativeLibrary() {}

    /**
     * The library, loaded at the first call.
     *
     * @throws EngineException if it cannot be loaded here
     */
    static synchronized TokenizersLibrary load() {
        if (!loaded) {
            synchronized (JVM) {
                loadForThisClassLoader();
            }
            loaded = true;
        }
        return TokenizersLibrary.LIB;
    }

    private static void loadForThisClassLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        String cacheBefore = System.getProperty("ENGINE_CACHE_DIR");
        String jnaBefore = System.getProperty("jna.tmpdir");
        try {
            // DJL looks for its own resources by way of the thread.
            thread.setContextClassLoader(TokenizersLibrary.class.getClassLoader());
            prepare();
            System.setProperty(JVM, "true");
            LibUtils.checkStatus();
        } catch (LinkageError | RuntimeException e) {
            throw new EngineException(isTaken(e) ? TAKEN : unsupported(), e);
        } finally {
            deleteTemporary();
            restore("ENGINE_CACHE_DIR", cacheBefore);
            restore("jna.tmpdir", jnaBefore);
            thread.setContextClassLoader(context);
        }
    }

    private static String unsupported() {
        return "the native tokenizer library could not be loaded for " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + "; Linux (glibc), macOS and Windows on common processors are supported, the "
                + "cache folder (GLOSSA_HOME) must allow executables, and BERT-like WordPiece tokenizers work without it";
    }

    /** Whether the JVM refused the file because another class loader has it. */
    private static boolean isTaken(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("already loaded in another classloader")) {
                return true;
            }
        }
        return false;
    }

    private static void prepare() {
        setUnlessSet("ai.djl.offline", "DJL_OFFLINE", "true");
        setUnlessSet("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true");
        setUnlessSet("RUST_FLAVOR", "RUST_FLAVOR", "cpu");
        boolean cachedFileIsTaken = System.getProperty(JVM) != null;
        boolean ownCache = cachedFileIsTaken || isUnset("DJL_CACHE_DIR") && isUnset("ENGINE_CACHE_DIR");
        boolean ownJna = System.getProperty("jna.tmpdir") == null;
        if (ownCache || ownJna) {
            String cache = (cachedFileIsTaken ? temporary() : cache()).toString();
            if (ownCache) {
                System.setProperty("ENGINE_CACHE_DIR", cache);
            }
            if (ownJna) {
                // DJL asks JNA about the system, and JNA unpacks into the user's home unless told otherwise.
                System.setProperty("jna.tmpdir", cache);
            }
        }
    }

    private static void restore(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
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
        return temporary();
    }

    private static Path temporary() {
        try {
            temporary = Files.createTempDirectory("glossa-");
            return temporary;
        } catch (IOException e) {
            return Path.of(System.getProperty("java.io.tmpdir"));
        }
    }

    /** A library that is loaded needs its file no more, except on Windows, where it goes when the process ends, or stays. */
    private static void deleteTemporary() {
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
