package io.glossa.training.internal.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.glossa.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch, loaded once a process, with settings that have to stand before the first class of DJL loads: no calls home, no downloads, and
 * the unpacked libraries in a place of our own. What the user has set stays.
 */
public final class TorchRuntime {
    private static final String MISSING = "training: expected the libraries of PyTorch on the class path, found none for this system;"
            + " add ai.djl.pytorch:pytorch-native-cpu:2.7.1 with the classifier linux-x86_64, linux-aarch64, osx-aarch64 or win-x86_64,"
            + " for CUDA ai.djl.pytorch:pytorch-native-cu128:2.7.1 with the classifier linux-x86_64 or win-x86_64";

    private static boolean loaded;
    private static int threads = Runtime.getRuntime().availableProcessors();

    private TorchRuntime() {}

    /**
     * Loads PyTorch if that hasn't happened yet.
     *
     * @throws EngineException if its libraries are not on the class path, or cannot be loaded
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        String cacheBefore = System.getProperty("ENGINE_CACHE_DIR");
        try {
            thread.setContextClassLoader(TorchRuntime.class.getClassLoader());
            setUnlessSet("ai.djl.offline", "DJL_OFFLINE", "true");
            setUnlessSet("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true");
            requireLibraries(TorchRuntime.class.getClassLoader());
            if (isUnset("DJL_CACHE_DIR") && isUnset("ENGINE_CACHE_DIR")) {
                System.setProperty("ENGINE_CACHE_DIR", cache().toString());
            }
            Loader.load();
            loaded = true;
        } catch (LinkageError | ai.djl.engine.EngineException e) {
            throw new EngineException("training: PyTorch could not be loaded for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + "; the libraries must be those of PyTorch 2.7.1, the cache folder (GLOSSA_HOME) "
                    + "must allow executables, and only one class loader of a process can have them", e);
        } finally {
            if (cacheBefore == null) {
                System.clearProperty("ENGINE_CACHE_DIR");
            } else {
                System.setProperty("ENGINE_CACHE_DIR", cacheBefore);
            }
            thread.setContextClassLoader(context);
        }
    }

    /** What touches classes of DJL, which must not load earlier. */
    private static final class Loader {
        static void load() {
            Engine.getEngine("PyTorch");
        }
    }

    /**
     * Checks that DJL will find libraries and need not look for them on the network.
     *
     * @throws EngineException if not
     */
    static void requireLibraries(ClassLoader loader) {
        boolean onClassPath = loader.getResource("native/lib/pytorch.properties") != null;
        boolean elsewhere = !isUnset("PYTORCH_LIBRARY_PATH");
        if (!onClassPath && !elsewhere) {
            throw new EngineException(MISSING);
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
        Path folder = home().resolve("djl");
        try {
            Files.createDirectories(folder);
            if (Files.isWritable(folder)) {
                return folder;
            }
        } catch (IOException e) {
            // Not writable: the temporary folder below is the answer.
        }
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static Path home() {
        @Nullable String own = System.getenv("GLOSSA_HOME");
        if (own != null && !own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        @Nullable String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches != null && !caches.isBlank() ? Path.of(caches) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("glossa").toAbsolutePath();
    }

    /**
     * How many threads a single operation may use from now on, in the whole process. All cores unless set.
     *
     * @param count at least 1
     */
    public static synchronized void threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + count);
        }
        threads = count;
    }

    private static synchronized int threads() {
        return threads;
    }

    /** How many CUDA devices PyTorch can use: none if its libraries are those for the processor. */
    static int cudaDevices() {
        load();
        Engine engine = Engine.getEngine("PyTorch");
        return engine.hasCapability(ai.djl.engine.StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
    }

    /** A manager of arrays on a device, {@code cpu} or {@code cuda:n}. */
    static NDManager manager(String device) {
        load();
        return Engine.getEngine("PyTorch").newBaseManager(device.equals("cpu") ? ai.djl.Device.cpu()
                : ai.djl.Device.gpu(Integer.parseInt(device.substring("cuda:".length()))));
    }

    /** Brings the calling thread's settings into the state that calls need; gradients are off. All of these are a thread's own. */
    static void enter() {
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        int count = threads();
        if (JniUtils.getNumThreads() != count) {
            JniUtils.setNumThreads(count);
        }
    }
}
