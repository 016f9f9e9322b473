package io.glossa.models.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

/** Serves resources through a URL scheme of its own, as application servers and packed jars do. */
public final class MemoryClassLoader extends ClassLoader {
    private final Map<String, byte[]> resources;

    public MemoryClassLoader(Map<String, byte[]> resources) {
        super(null);
        this.resources = resources;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        byte[] content = resources.get(name);
        if (content == null) {
            return Collections.emptyEnumeration();
        }
        URL url = new URL("memory", "", -1, "/" + name.replace(" ", "%20"), new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL target) {
                return new URLConnection(target) {
                    @Override
                    public void connect() {}

                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(content);
                    }
                };
            }
        });
        return Collections.enumeration(List.of(url));
    }
}
