package io.glossa.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
        List<URL> classPath = new ArrayList<>();
        for (String path : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(Pattern.quote(File.pathSeparator))) {
            classPath.add(Path.of(path).toUri().toURL());
        }
        Object ours = NativeLibrary.load();
        Class<?> before = ours.getClass();
        for (int i = 0; i < 2; i++) {
            URLClassLoader other = new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            Method load = other.loadClass(NativeLibrary.class.getName()).getDeclaredMethod("load");
            load.setAccessible(true);
            Object theirs = load.invoke(null);
            assertThat(theirs.getClass()).isNotSameAs(before);
            assertThat(create(theirs)).isNotZero();
            before = theirs.getClass();
        }
        assertThat(create(ours)).isNotZero();
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
