package io.glossa.models;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for resources in one class loader after the other. Thread-safe. */
final class ResourceFinder {
    /** Where embedded models lie. */
    static final String ROOT = "META-INF/glossa/";

    private static final Logger LOG = LoggerFactory.getLogger(ResourceFinder.class);

    private final List<ClassLoader> loaders;

    ResourceFinder(List<ClassLoader> loaders) {
        this.loaders = List.copyOf(loaders);
    }

    /** All resources of that name, first found first, none twice. */
    List<URL> all(String resource) throws IOException {
        Map<String, URL> found = new LinkedHashMap<>();
        for (ClassLoader loader : loaders) {
            for (URL url : Collections.list(loader.getResources(resource))) {
                found.putIfAbsent(url.toString(), url);
            }
        }
        return new ArrayList<>(found.values());
    }

    /** Opens a resource without the cache of the JDK, which would keep jars open and show old content of replaced ones. */
    InputStream open(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    /** Names of the folders below {@link #ROOT}, sorted; jars without entries for folders contribute nothing. */
    Set<String> folders() {
        Set<String> names = new TreeSet<>();
        try {
            for (URL url : all(ROOT)) {
                try {
                    collect(url, names);
                } catch (IOException | URISyntaxException | IllegalArgumentException e) {
                    LOG.debug("could not list {}", url, e);
                }
            }
        } catch (IOException e) {
            LOG.debug("could not look for embedded models", e);
        }
        return names;
    }

    private static void collect(URL url, Set<String> names) throws IOException, URISyntaxException {
        if (url.getProtocol().equals("file")) {
            try (Stream<Path> entries = Files.list(Path.of(url.toURI()))) {
                entries.filter(entry -> Files.isRegularFile(entry.resolve(Manifest.FILE)))
                        .forEach(entry -> names.add(entry.getFileName().toString()));
            }
            return;
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jarConnection) {
            String prefix = jarConnection.getEntryName();
            String start = prefix == null ? ROOT : prefix.endsWith("/") ? prefix : prefix + "/";
            try (JarFile jar = jarConnection.getJarFile()) {
                jar.stream()
                        .map(entry -> entry.getName())
                        .filter(entry -> entry.startsWith(start) && entry.endsWith("/" + Manifest.FILE))
                        .map(entry -> entry.substring(start.length(), entry.length() - Manifest.FILE.length() - 1))
                        .filter(name -> !name.contains("/"))
                        .forEach(names::add);
            }
        }
    }

    /** The folder on disk that a manifest lies in, if it lies on disk. */
    static Optional<Path> folderOf(URL manifest) {
        if (!manifest.getProtocol().equals("file")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Path.of(new URI(manifest.toString())).getParent());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
