package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.djl.util.Platform;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    @Test
    void load_switchesCallsHomeAndDownloadsOff() {
        assertThat(NativeLibrary.load()).isNotNull();
        assertThat(either("ai.djl.offline", "DJL_OFFLINE")).isNotNull();
        assertThat(either("OPT_OUT_TRACKING", "OPT_OUT_TRACKING")).isNotNull();
        assertThat(either("RUST_FLAVOR", "RUST_FLAVOR")).isNotNull();
    }

    @Test
    void load_leavesPlacesAsTheyWere() {
        String cache = System.getProperty("ENGINE_CACHE_DIR");
        String jna = System.getProperty("jna.tmpdir");
        NativeLibrary.load();
        assertThat(System.getProperty("ENGINE_CACHE_DIR")).isEqualTo(cache);
        assertThat(System.getProperty("jna.tmpdir")).isEqualTo(jna);
    }

    @Test
    void load_fromSeveralClassLoaders() throws Exception {
        Object ours = NativeLibrary.load();
        Class<?> before = ours.getClass();
        for (int i = 0; i < 2; i++) {
            Object theirs = loadElsewhere();
            assertThat(theirs.getClass()).isNotSameAs(before);
            assertThat(create(theirs)).isNotZero();
            before = theirs.getClass();
        }
        assertThat(create(ours)).isNotZero();
    }

    @Test
    void load_ofAFileThatAnotherClassLoaderHas(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws Exception {
        String file = System.mapLibraryName("tokenizers");
        String resource = "native/lib/" + Platform.detectPlatform("tokenizers").getClassifier() + "/cpu/" + file;
        try (InputStream in = TokenizersLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            Files.copy(in, folder.resolve(file));
        }
        System.setProperty("RUST_LIBRARY_PATH", folder.resolve(file).toString());
        try {
            assertThat(create(loadElsewhere())).isNotZero();
            assertThatThrownBy(NativeLibraryTest::loadElsewhere).cause().hasMessageContaining("another class loader")
                    .hasMessageContaining("unset RUST_LIBRARY_PATH");
        } finally {
            System.clearProperty("RUST_LIBRARY_PATH");
        }
    }

    /** Loads the library in a class loader that has all classes to itself. */
    private static Object loadElsewhere() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String path : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(Pattern.quote(File.pathSeparator))) {
            classPath.add(Path.of(path).toUri().toURL());
        }
        ClassLoader other = new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Method load = other.loadClass(NativeLibrary.class.getName()).getDeclaredMethod("load");
        load.setAccessible(true);
        return load.invoke(null);
    }

    /** A native call, to see that the library answers there; the few bytes live as long as the process. */
    private static long create(Object library) throws ReflectiveOperationException {
        return (Long) library.getClass().getMethod("createTokenizerFromString", String.class).invoke(library,
                "{\"version\":\"1.0\",\"model\":{\"type\":\"WordLevel\",\"vocab\":{\"a\":0},\"unk_token\":\"a\"}}");
    }

    private static String either(String property, String variable) {
        return System.getProperty(property, System.getenv(variable));
    }
}
