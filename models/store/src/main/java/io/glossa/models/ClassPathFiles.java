package io.glossa.models;

import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.ArrayList;
import java.util.List;

/**
 * A model in a jar. Its manifest is the index: only files that it lists, and the manifest itself, are there. Bytes come through
 * URLs alone, so jars inside jars work too.
 */
final class ClassPathFiles implements ModelFiles {
    private final String name;
    private final ResourceFinder finder;
    private final URL manifestUrl;
    private final Manifest manifest;
    private final Manifest.FileEntry manifestEntry;
    private final String folder;
    private final ExtractionCache cache;

    ClassPathFiles(
            String name, ResourceFinder finder, URL manifestUrl, Manifest manifest, byte[] manifestBytes,
            ExtractionCache cache) {
        this.name = name;
        this.finder = finder;
        this.manifestUrl = manifestUrl;
        this.manifest = manifest;
        this.manifestEntry = new Manifest.FileEntry(manifestBytes.length, Sha256.hex(manifestBytes));
        this.folder = ExtractionCache.folder(name, manifest.files());
        this.cache = cache;
    }

    @Override
    public String where() {
        String url = manifestUrl.toString();
        return url.substring(0, url.length() - Manifest.FILE.length());
    }

    @Override
    public List<String> list() {
        List<String> names = new ArrayList<>(manifest.files().keySet());
        names.add(Manifest.FILE);
        Collections.sort(names);
        return List.copyOf(names);
    }

    @Override
    public String overview() {
        return Messages.list(list());
    }

    @Override
    public boolean has(String path) {
        RelativePath.check(path, where());
        return path.equals(Manifest.FILE) || manifest.files().containsKey(path);
    }

    @Override
    public long size(String path) {
        return entry(path).size();
    }

    @Override
    public InputStream open(String path) {
        entry(path);
        try {
            return finder.open(resource(path));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public byte[] read(String path) {
        Manifest.FileEntry entry = entry(path);
        if (entry.size() > Integer.MAX_VALUE - 8) {
            throw tooLarge(path, entry.size());
        }
        try (InputStream in = open(path)) {
            byte[] bytes = in.readNBytes((int) entry.size() + 1);
            if (bytes.length != entry.size()) {
                throw new ModelFormatException(describe(path) + ": expected " + entry.size() + " bytes, found "
                        + (bytes.length > entry.size() ? "more" : String.valueOf(bytes.length))
                        + "; the jar is damaged or was changed, get it again");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public Path file(String path) {
        return cache.file(folder, path, entry(path), () -> finder.open(resource(path)), describe(path));
    }

    private Manifest.FileEntry entry(String path) {
        if (!has(path)) {
            throw missing(path);
        }
        return path.equals(Manifest.FILE) ? manifestEntry : manifest.files().get(path);
    }

    /** The file beside this very manifest: another jar on the class path may hold a model of the same name. */
    private URL resource(String path) throws IOException {
        if (path.equals(Manifest.FILE)) {
            return manifestUrl;
        }
        for (URL url : finder.all(ResourceFinder.ROOT + name + "/" + path)) {
            if (url.toString().startsWith(where())) {
                return url;
            }
        }
        throw new ModelFormatException(describe(path) + ": expected the file that the manifest lists, found none;"
                + " the jar is damaged or incomplete, get it again");
    }

    private ModelFormatException unreadable(String path, IOException e) {
        return new ModelFormatException(describe(path) + ": could not be read (" + e.getClass().getSimpleName()
                + "); the jar is damaged or was replaced while in use", e);
    }
}
